find_program(CUTPOINT cutpoint REQUIRED)
foreach(shard RANGE 0 3)
  add_test(NAME shard_${shard} COMMAND first_test)
  set_tests_properties(shard_${shard} PROPERTIES
    ENVIRONMENT "CUTPOINT_SHARD=${shard}/4;CUTPOINT_OUT=${CMAKE_BINARY_DIR}/campaign;CUTPOINT_BUDGET=1000000runs"
    FIXTURES_SETUP shards)
endforeach()
add_test(NAME campaign COMMAND ${CUTPOINT} merge ${CMAKE_BINARY_DIR}/campaign)
set_tests_properties(campaign PROPERTIES FIXTURES_REQUIRED shards)
