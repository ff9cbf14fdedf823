# What the program carries within it.
#
# Loading, relocating and binding a library costs each start, and each has pages of its own. What
# nearly every briefing needs is therefore linked from its archive into a Release build of the
# program, where the archive is installed (Debian's -dev packages have them). An archive that was
# installed anew is linked again by the next build. Tests link the shared libraries.

# Where lib<name>.a is, or nothing. Those of the compiler itself are where it says.
function(find_archive out name)
  find_library(CHANCERY_ARCHIVE_${name} NAMES lib${name}.a)
  if(NOT CHANCERY_ARCHIVE_${name})
    execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=lib${name}.a
                    OUTPUT_VARIABLE place OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(EXISTS "${place}")
      set_property(CACHE CHANCERY_ARCHIVE_${name} PROPERTY VALUE "${place}")
    endif()
  endif()
  set(${out} "${CHANCERY_ARCHIVE_${name}}" PARENT_SCOPE)
endfunction()

# Makes an imported target link these libraries, in this order, into the targets whose property
# LINKS_ARCHIVES is set; into others what it links already. If an archive is missing nothing changes.
function(link_within target)
  get_target_property(shared ${target} INTERFACE_LINK_LIBRARIES)
  set(within $<BOOL:$<TARGET_PROPERTY:LINKS_ARCHIVES>>)
  set(both)
  foreach(name ${ARGN})
    set(library ${name})
    if(NOT name MATCHES "^(m|pthread|dl|z)$") # loaded in any case
      find_archive(library ${name})
    endif()
    if(NOT library)
      message(STATUS "There is no lib${name}.a: ${target} is not carried within the program")
      return()
    endif()
    list(APPEND both "$<${within}:${library}>")
  endforeach()
  foreach(library ${shared})
    list(APPEND both "$<$<NOT:${within}>:${library}>")
  endforeach()
  set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES "${both}")
endfunction()

link_within(PkgConfig::ICU ${ICU_STATIC_LIBRARIES} stdc++ gcc_eh)
link_within(PkgConfig::CMARK cmark-gfm-extensions cmark-gfm)
link_within(PkgConfig::YAML ${YAML_STATIC_LIBRARIES})
link_within(CSV csv)
link_within(PkgConfig::EXPAT ${EXPAT_STATIC_LIBRARIES})
link_within(PkgConfig::DEFLATE ${DEFLATE_STATIC_LIBRARIES})
