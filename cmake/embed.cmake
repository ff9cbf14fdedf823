# embed: files compiled into the program, so that it needs no source tree at run time.
#
#     chancery_embed(cite cite_files src/cite/styles/*.csl src/cite/locales/*.xml)
#
# adds to the module's library (chancery_cite) a table of the files that the patterns match, sorted
# by name: `const struct embed_file cite_files[]`, ended by an entry whose name is NULL
# (base/embed.h). A file's name in the table is its path below src/MODULE or, elsewhere, below the
# root. Run as a script (cmake -P) this same file writes the C source.
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  set(arrays "")
  set(rows "")
  set(i 0)
  foreach(file ${FILES})
    file(READ ${ROOT}/${file} hex HEX)
    string(REGEX REPLACE "^src/[a-z]+/" "" name ${file})
    string(LENGTH "${hex}" size)
    math(EXPR size "${size} / 2")
    # 32 bytes a line; the zero at the end lets text be read as a C string
    string(REGEX REPLACE "(................................................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    string(APPEND arrays "static const char f${i}[] = {\n${hex}0};\n")
    string(APPEND rows "    {\"${name}\", {f${i}, ${size}}},\n")
    math(EXPR i "${i} + 1")
  endforeach()
  string(REGEX REPLACE "0x([89a-f][0-9a-f])," "'\\\\x\\1'," arrays "${arrays}")
  file(WRITE ${OUT} "/* Written by cmake/embed.cmake. */\n#include \"base/embed.h\"\n\n${arrays}\n"
       "extern const struct embed_file ${TABLE}[];\n"
       "const struct embed_file ${TABLE}[] = {\n${rows}    {NULL, {NULL, 0}},\n};\n")
  return()
endif()

set(CHANCERY_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(chancery_embed module table)
  list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE patterns)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${patterns})
  list(SORT files)
  get_target_property(type chancery_${module} TYPE)
  if(NOT files OR type STREQUAL "INTERFACE_LIBRARY")
    return()
  endif()
  set(out ${CMAKE_BINARY_DIR}/embed/${table}.c)
  list(TRANSFORM files PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE depends)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} "-DFILES=${files}" -DTABLE=${table} -DOUT=${out}
            -P ${CHANCERY_EMBED_SCRIPT}
    DEPENDS ${depends} ${CHANCERY_EMBED_SCRIPT}
    COMMENT "Embedding ${table}" VERBATIM)
  target_sources(chancery_${module} PRIVATE ${out})
endfunction()
