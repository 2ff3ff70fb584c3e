# baophu_schema(TARGET FUNCTION a.sql b.sql ...)
# A library with the function `const std::vector<sql::Migration>& FUNCTION()`
# that holds the texts of these steps, so that a program carries its schema.
function(baophu_schema TARGET FUNCTION)
  set(BODY "")
  foreach(FILE ${ARGN})
    get_filename_component(PATH ${FILE} ABSOLUTE)
    get_filename_component(NAME ${FILE} NAME)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PATH})
    file(READ ${PATH} TEXT)
    string(APPEND BODY "      {\"${NAME}\", R\"sql(${TEXT})sql\"},\n")
  endforeach()
  set(OUT ${CMAKE_CURRENT_BINARY_DIR}/${TARGET})
  file(CONFIGURE OUTPUT ${OUT}.h CONTENT
"#include <vector>

#include \"common/sql/database.h\"

namespace baophu {
const std::vector<sql::Migration>& ${FUNCTION}();
}
" @ONLY)
  file(CONFIGURE OUTPUT ${OUT}.cc CONTENT
"#include \"${TARGET}.h\"

namespace baophu {
const std::vector<sql::Migration>& ${FUNCTION}() {
  static const auto* const kMigrations = new std::vector<sql::Migration>{
${BODY}  };
  return *kMigrations;
}
}  // namespace baophu
" @ONLY)
  baophu_library(${TARGET} SRCS ${OUT}.cc DEPS sql)
  target_include_directories(${TARGET} PUBLIC ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
