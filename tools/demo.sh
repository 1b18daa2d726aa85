#!/usr/bin/env bash
# Runs the main job on the samples and says where the page is.
set -euo pipefail
cd "$(dirname "$0")/.."
build/stemma trace samples/articles -o build/report.html
