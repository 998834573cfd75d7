if(NOT TARGET rapidcheck)
  find_package(rapidcheck QUIET CONFIG)
endif()

set(CUTPOINT_MISSING_DEPENDENCY "")
if(NOT TARGET rapidcheck)
  set(CUTPOINT_MISSING_DEPENDENCY "rapidcheck")
endif()
