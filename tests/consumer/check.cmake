# Installs the build CUTPOINT_BINARY_DIR below WORK_DIR, then configures, builds and runs project/
# against what was installed.
cmake_minimum_required(VERSION 3.25)

function(step description)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${description} failed (${result}):\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK_DIR}")
step("Installing cutpoint" "${CMAKE_COMMAND}" --install "${CUTPOINT_BINARY_DIR}"
  --config "${CONFIG}" --prefix "${WORK_DIR}/staged")

# A package can be moved, and knows nothing of the tree that it was built from.
file(RENAME "${WORK_DIR}/staged" "${WORK_DIR}/installed")
file(GLOB_RECURSE package_files "${WORK_DIR}/installed/*.cmake")
if(NOT package_files)
  message(FATAL_ERROR "Nothing was installed that find_package could find.")
endif()
foreach(file IN LISTS package_files)
  file(READ "${file}" text)
  foreach(folder IN ITEMS "${CUTPOINT_SOURCE_DIR}" "${CUTPOINT_BINARY_DIR}" "${WORK_DIR}/staged")
    string(FIND "${text}" "${folder}/" position)
    if(NOT position EQUAL -1)
      message(FATAL_ERROR "${file} names the folder ${folder}")
    endif()
  endforeach()
endforeach()

step("Configuring the consumer" "${CMAKE_COMMAND}"
  -G "${GENERATOR}" -S "${CMAKE_CURRENT_LIST_DIR}/project" -B "${WORK_DIR}/build"
  "-DCMAKE_PREFIX_PATH=${WORK_DIR}/installed"
  "-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF"
  "-DCMAKE_BUILD_TYPE=${CONFIG}"
  "-DCMAKE_CXX_COMPILER=${COMPILER}"
  "-DCMAKE_CXX_COMPILER_LAUNCHER=${COMPILER_LAUNCHER}"
  "-DCMAKE_CXX_FLAGS=${FLAGS}")
step("Building the consumer" "${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}")
step("Testing the consumer" "${CMAKE_CTEST_COMMAND}" --test-dir "${WORK_DIR}/build"
  -C "${CONFIG}" --output-on-failure --no-tests=error)

# README shows the program, and the story that Cutpoint tells of it.
file(READ "${CUTPOINT_SOURCE_DIR}/README.md" readme)
function(expect_in_readme what text)
  string(FIND "${readme}" "${text}" position)
  if(position EQUAL -1)
    message(FATAL_ERROR "README.md does not show ${what}:\n${text}")
  endif()
endfunction()

execute_process(COMMAND ./leak_test --gtest_brief=1 WORKING_DIRECTORY "${WORK_DIR}/build"
  RESULT_VARIABLE result OUTPUT_VARIABLE output)
if(NOT result EQUAL 1)
  message(FATAL_ERROR "The program with the bug ended with ${result}:\n${output}")
endif()
string(REGEX MATCH "Payments.EveryConnectionGoesBack: leak\n.*--gtest_filter=[A-Za-z.]+\n" story
  "${output}")
expect_in_readme("the story" "${story}")

# The line that replays it does.
string(REGEX MATCH "CUTPOINT_REPLAY=([^ ]+) ([^\n]+)" replay_line "${story}")
separate_arguments(command UNIX_COMMAND "${CMAKE_MATCH_2}")
set(trace "${CMAKE_MATCH_1}")
execute_process(COMMAND "${CMAKE_COMMAND}" -E env "CUTPOINT_REPLAY=${trace}" ${command}
  WORKING_DIRECTORY "${WORK_DIR}/build" RESULT_VARIABLE result OUTPUT_VARIABLE output)
string(FIND "${output}" "connection#1, acquired by main/notify" position)
if(NOT result EQUAL 1 OR position EQUAL -1)
  message(FATAL_ERROR "The replay line did not replay the finding (${result}):\n${output}")
endif()

# Cutpoint as a part of another project: its targets say all that compiling a test takes.
step("Configuring a project with add_subdirectory" "${CMAKE_COMMAND}"
  -G "${GENERATOR}" -S "${CMAKE_CURRENT_LIST_DIR}/subdirectory" -B "${WORK_DIR}/subdirectory"
  "-DCUTPOINT_SOURCE_DIR=${CUTPOINT_SOURCE_DIR}"
  "-DCMAKE_BUILD_TYPE=${CONFIG}"
  "-DCMAKE_CXX_COMPILER=${COMPILER}"
  "-DCMAKE_CXX_COMPILER_LAUNCHER=${COMPILER_LAUNCHER}"
  "-DCMAKE_CXX_FLAGS=${FLAGS}")
step("Compiling a test with add_subdirectory" "${CMAKE_COMMAND}"
  --build "${WORK_DIR}/subdirectory" --target compiled_test --config "${CONFIG}")

# What README has a newcomer do, with the installed executable.
set(cutpoint "${WORK_DIR}/installed/bin/cutpoint")
if(NOT EXISTS "${cutpoint}")
  message(STATUS "The executable was not built")
  return()
endif()
function(expect_of_first_test wanted)
  step("Building the first test" "${CMAKE_COMMAND}" --build "${WORK_DIR}/first/build")
  execute_process(COMMAND "${cutpoint}" run first/build/first_test WORKING_DIRECTORY "${WORK_DIR}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE error)
  if(NOT result EQUAL wanted)
    message(FATAL_ERROR "The first test was to end with ${wanted}, not ${result}:\n${output}${error}")
  endif()
endfunction()
step("Writing the first test" "${cutpoint}" init "${WORK_DIR}/first")
step("Configuring the first test" "${CMAKE_COMMAND}"
  -G "${GENERATOR}" -S "${WORK_DIR}/first" -B "${WORK_DIR}/first/build"
  "-DCMAKE_PREFIX_PATH=${WORK_DIR}/installed"
  "-DCMAKE_BUILD_TYPE=${CONFIG}"
  "-DCMAKE_CXX_COMPILER=${COMPILER}"
  "-DCMAKE_CXX_COMPILER_LAUNCHER=${COMPILER_LAUNCHER}"
  "-DCMAKE_CXX_FLAGS=${FLAGS}")
expect_of_first_test(1)
if(NOT EXISTS "${WORK_DIR}/cutpoint-out/report.html")
  message(FATAL_ERROR "There is no report.html")
endif()
file(READ "${WORK_DIR}/first/first_test.cpp" first)
string(REGEX REPLACE "catch \\(const std::exception&\\) {  // MEND[^\n]*" "catch (...) {" mended "${first}")
if(mended STREQUAL first)
  message(FATAL_ERROR "No line is marked MEND")
endif()
file(WRITE "${WORK_DIR}/first/first_test.cpp" "${mended}")
expect_of_first_test(0)
