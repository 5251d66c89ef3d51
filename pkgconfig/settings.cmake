# How everything here is compiled and linked: warnings where this is the whole project, sanitizers, and
# what makes faults harder to exploit.

include(CheckCCompilerFlag)

if(top_level)
    set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
    add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
                        -Wmissing-prototypes -Wundef -Wvla)
endif()
if(MIMICRY_WERROR)
    add_compile_options(-Werror)
endif()

if(MIMICRY_SANITIZE)
    add_compile_options(-fsanitize=${MIMICRY_SANITIZE} -fno-omit-frame-pointer
                        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${MIMICRY_SANITIZE})
else()
    # It needs optimisation, and hides faults from the sanitizers. What the caller's flags define,
    # or the compiler by itself, gives way.
    add_compile_options($<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE>
                        $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
check_c_compiler_flag(-fstack-protector-strong MIMICRY_HAS_STACK_PROTECTOR)
if(MIMICRY_HAS_STACK_PROTECTOR)
    add_compile_options(-fstack-protector-strong)
endif()
add_link_options(-Wl,-z,relro,-z,now)
