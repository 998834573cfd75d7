if(NOT TARGET GTest::gtest)
  find_package(GTest QUIET)
endif()

set(CUTPOINT_MISSING_DEPENDENCY "")
if(NOT TARGET GTest::gtest)
  set(CUTPOINT_MISSING_DEPENDENCY "GoogleTest")
endif()
