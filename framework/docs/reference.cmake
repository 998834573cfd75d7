# The target `reference`: HTML of the public headers' comments, where Doxygen is there. Each warning
# is an error.
set(CUTPOINT_REFERENCE_DIR "${PROJECT_BINARY_DIR}/reference")
file(GLOB adapter_folders "${PROJECT_SOURCE_DIR}/adapters/*/include")
set(CUTPOINT_REFERENCE_FOLDERS "${CMAKE_CURRENT_SOURCE_DIR}/include" ${adapter_folders})
set(CUTPOINT_REFERENCE_INPUT ${CUTPOINT_REFERENCE_FOLDERS}
  "${CMAKE_CURRENT_SOURCE_DIR}/docs/reference.md" "${CMAKE_CURRENT_SOURCE_DIR}/docs/reference.dox")
foreach(list IN ITEMS CUTPOINT_REFERENCE_FOLDERS CUTPOINT_REFERENCE_INPUT)
  list(TRANSFORM ${list} REPLACE "(.+)" "\"\\1\"")
  list(JOIN ${list} " " ${list})
endforeach()
configure_file(docs/Doxyfile.in "${CUTPOINT_REFERENCE_DIR}/Doxyfile" @ONLY)

find_program(CUTPOINT_DOXYGEN doxygen)
mark_as_advanced(CUTPOINT_DOXYGEN)
if(CUTPOINT_DOXYGEN)
  add_custom_target(reference
    COMMAND "${CUTPOINT_DOXYGEN}" "${CUTPOINT_REFERENCE_DIR}/Doxyfile"
    COMMENT "Writing ${CUTPOINT_REFERENCE_DIR}/html/index.html"
    VERBATIM)
endif()
