# Boost.Asio as it is in 1.81: the adapter reads its timer queues, which other versions keep elsewhere.
if(NOT TARGET Boost::headers)
  find_package(Boost 1.81 QUIET CONFIG)
endif()

set(CUTPOINT_MISSING_DEPENDENCY "")
if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
  set(CUTPOINT_MISSING_DEPENDENCY "Linux")
elseif(NOT TARGET Boost::headers)
  set(CUTPOINT_MISSING_DEPENDENCY "Boost.Asio 1.81")
elseif(Boost_VERSION_STRING AND NOT Boost_VERSION_STRING MATCHES "^1\\.81\\.")
  set(CUTPOINT_MISSING_DEPENDENCY "Boost.Asio 1.81 (found ${Boost_VERSION_STRING})")
endif()
