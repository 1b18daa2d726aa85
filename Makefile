# The front door. CMake presets, Ninja and ctest do the work; tools/setup.sh installs what is missing.
.PHONY: build demo check setup bench torture fuzz clean

build: setup
	cmake --preset release >/dev/null
	cmake --build --preset release

setup:
	@tools/setup.sh

demo: build
	@tools/demo.sh

check: build
	@tools/setup.sh browser
	tools/check.sh

bench: build
	bench/run.sh

# All browser tests, and those on a large collection that are too long for every check ($STEMMA_BIG names one's own).
browser: build
	@tools/setup.sh browser
	STEMMA=build/stemma node tests/browser/run.mjs

torture: build
	tests/pathological/long.sh build/tests/generate build/stemma
	tests/pathological/run.sh build/tests/generate build/tests/measure build/stemma

# FUZZ_SECONDS=1800 make fuzz: how long each target runs. Findings stay in build/fuzz.
fuzz: setup
	tools/fuzz.sh

clean:
	rm -rf build
