# Writes one C++ file with the text of every file as a raw string, so that the program carries them.
#   OUT, FILES       where to write, and what
#   HEADER, TYPE, FUNCTION   the header that declares them, the type of an item, the function that returns all
#   SUFFIX           what is taken off a file's name to make the item's; without it the folder's name is taken
set(text "#include \"${HEADER}\"\n\nnamespace muster {\n\n")
string(APPEND text "const std::vector<${TYPE}>& ${FUNCTION}() {\n  static const std::vector<${TYPE}> all = {\n")
foreach(file IN LISTS FILES)
  if(SUFFIX)
    get_filename_component(name ${file} NAME)
    string(REPLACE "${SUFFIX}" "" name ${name})
  else()
    get_filename_component(folder ${file} DIRECTORY)
    get_filename_component(name ${folder} NAME)
  endif()
  file(READ ${file} content)
  # Compilers accept 64 KiB a literal; adjacent literals are joined.
  string(LENGTH "${content}" length)
  string(APPEND text "      {\"${name}\",\n")
  set(from 0)
  while(from LESS length)
    string(SUBSTRING "${content}" ${from} 12000 piece)
    string(APPEND text "       R\"~embed~(${piece})~embed~\"\n")
    math(EXPR from "${from} + 12000")
  endwhile()
  string(APPEND text "      },\n")
endforeach()
string(APPEND text "  };\n  return all;\n}\n\n}  // namespace muster\n")
file(WRITE ${OUT} "${text}")
