find_program(CUTPOINT cutpoint REQUIRED)
add_test(NAME cutpoint
  COMMAND ${CUTPOINT} run --min-coverage 100 --budget 60s --out ${CMAKE_BINARY_DIR}/cutpoint
    $<TARGET_FILE:first_test>)
