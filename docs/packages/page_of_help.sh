#!/bin/sh
# page_of_help.sh VERSION PROGRAM FOLDER NAME: makes FOLDER/PROGRAM.1.gz from the help of a program.
set -eu
page=$3/$(basename "$2").1
help2man --no-info --no-discard-stderr --version-string="$1" --name="$4" --output="$page" "$2"
gzip -9 -n "$page"
