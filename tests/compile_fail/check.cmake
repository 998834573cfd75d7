# cmake -DSOURCE=... -DCOMPILER=... -DOPTIONS=... -P check.cmake
# Succeeds when SOURCE does not compile and the compiler says what its first line expects.
function(fail reason)
  # NOTICE keeps the lines as they are, FATAL_ERROR alone would wrap them.
  message(NOTICE "${SOURCE}: ${reason}")
  message(FATAL_ERROR "compile_fail: see above")
endfunction()

file(STRINGS "${SOURCE}" first_line LIMIT_COUNT 1)
if(NOT first_line MATCHES "^// expect: (.+)$")
  fail("its first line names no reason; expected `// expect: <regular expression>`")
endif()
set(expected "${CMAKE_MATCH_1}")

execute_process(
  COMMAND "${COMPILER}" ${OPTIONS} -fsyntax-only "${SOURCE}"
  RESULT_VARIABLE result
  OUTPUT_VARIABLE output
  ERROR_VARIABLE output)
if(result EQUAL 0)
  fail("must not compile, but it compiles")
endif()
if(NOT output MATCHES "${expected}")
  fail("does not compile, but for another reason\nexpected: ${expected}\nfound:\n${output}")
endif()
