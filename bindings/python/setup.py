"""Builds the C library and the command with CMake and puts both into the package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

try:  # its own package, or in newer versions a part of setuptools
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:
    from wheel.bdist_wheel import bdist_wheel

HERE = Path(__file__).resolve().parent
IN_REPOSITORY = HERE.parents[1]
IN_SDIST = HERE / "source"
CARRIED = "carried"  # the folder in the package
# What the CMake project needs without its tests and benchmarks.
SOURCES = ("CMakeLists.txt", "LICENSE", "include", "lib", "tools", "data", "pkgconfig")


def source_folder() -> Path:
    """The CMake project: two folders up in the repository, or inside a source distribution."""
    for folder in (IN_SDIST, IN_REPOSITORY):
        if (folder / "include" / "mimicry" / "mimicry.h").is_file():
            return folder
    sys.exit(
        f"libmimicry: no C sources in {IN_SDIST} or {IN_REPOSITORY}: this folder builds inside "
        "the libmimicry repository, or from a source distribution (python -m build --sdist)"
    )


def version() -> str:
    """The version as the public header has it."""
    text = (source_folder() / "include" / "mimicry" / "mimicry.h").read_text(encoding="utf-8")
    numbers = re.findall(r"^#define MIMICRY_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$", text, re.M)
    return ".".join(numbers)


def run(*words: str) -> None:
    """Runs a command; a failure ends the build with what it printed."""
    try:
        done = subprocess.run(
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    except FileNotFoundError:
        sys.exit(f"libmimicry: {words[0]} is not installed; it is needed to build the C library")
    if done.returncode != 0:
        sys.exit(f"libmimicry: this failed: {' '.join(words)}\n{done.stdout}")


class BuildWithLibrary(build_py):
    """Also builds the shared library and the command, next to the Python files."""

    def run(self) -> None:
        super().run()
        if not getattr(self, "editable_mode", False):
            self.fill(Path(self.build_lib) / "mimicry" / CARRIED)

    def fill(self, folder: Path) -> None:
        """Puts the library and the command into a folder of the package.

        MIMICRY_BUILD_FOLDER names a folder where CMake has built both already: the tests' own.
        """
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy2(source_folder() / "LICENSE", folder)
        built = os.environ.get("MIMICRY_BUILD_FOLDER")
        if built:
            copy_built(Path(built), folder)
            return
        jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count() or 1))
        with tempfile.TemporaryDirectory() as build:
            run("cmake", "-S", str(source_folder()), "-B", build, "-DCMAKE_BUILD_TYPE=Release",
                "-DMIMICRY_TESTS=OFF", "-DMIMICRY_BENCH=OFF",
                # Both in one folder: the command looks for the library there, and nowhere else.
                "-DCMAKE_INSTALL_LIBDIR=bin")  # fmt: skip
            run("cmake", "--build", build, "--parallel", jobs,
                "--target", "mimicry", "mimicry_tool")  # fmt: skip
            copy_built(Path(build), folder)


def copy_built(build: Path, folder: Path) -> None:
    """Copies the library and the command, which finds the library beside it.

    A wheel has no links: the one file bears the name that the command asks for.
    """
    library = (build / "libmimicry.so").resolve()
    soname = ".".join(library.name.split(".")[:4])  # libmimicry.so.MAJOR.MINOR
    shutil.copy2(library, folder / soname)
    shutil.copy2(build / "mimicry", folder / "mimicry")


class SdistWithSources(sdist):
    """Also takes the C sources along, as the folder `source`."""

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        super().make_release_tree(base_dir, files)
        root = source_folder()
        target = Path(base_dir) / IN_SDIST.name
        for name in SOURCES:
            if (root / name).is_dir():
                shutil.copytree(root / name, target / name)
            else:
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, target / name)


class WheelOfPlatform(bdist_wheel):
    """For any Python 3 (there is no extension module), but for this platform alone."""

    def finalize_options(self) -> None:
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self) -> tuple[str, str, str]:
        return ("py3", "none", super().get_tag()[2])


class WithLibrary(Distribution):
    """A distribution that is not the same on all platforms."""

    def has_ext_modules(self) -> bool:
        return True


setup(
    version=version(),
    distclass=WithLibrary,
    cmdclass={
        "build_py": BuildWithLibrary,
        "sdist": SdistWithSources,
        "bdist_wheel": WheelOfPlatform,
    },
)
