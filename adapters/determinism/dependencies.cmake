# Functions of the C library are looked up as glibc and musl do it.
set(CUTPOINT_MISSING_DEPENDENCY "")
if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
  set(CUTPOINT_MISSING_DEPENDENCY "Linux")
endif()
