# Build rules of the whole project: language level, warnings, the packages that
# everything stands on, and one function for each kind of target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

option(BAOPHU_WITHOUT_GRPC "Leave out all that links gRPC (thread sanitizer)" OFF)
option(BAOPHU_FUZZ "Build the fuzz targets" OFF)

# ccache and mold shorten the loop where they are installed; neither is needed. Paths are
# hashed from the top of the checkout, so that every clone of the project finds what another
# one has compiled.
find_program(BAOPHU_CCACHE ccache)
if(BAOPHU_CCACHE)
  set(BAOPHU_LAUNCHER env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${BAOPHU_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${BAOPHU_LAUNCHER})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${BAOPHU_LAUNCHER})
endif()
find_program(BAOPHU_MOLD mold)
if(BAOPHU_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(GTest CONFIG REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED)
if(NOT BAOPHU_WITHOUT_GRPC)
  find_package(gRPC CONFIG REQUIRED)
endif()

set(BAOPHU_WARNINGS -Wall -Wextra -Werror)

# baophu_library(NAME SRCS a.cc a.h DEPS x y)
# A static library of the project; headers are included from the top level.
function(baophu_library NAME)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_library(${NAME} STATIC ${ARG_SRCS})
  target_compile_options(${NAME} PRIVATE ${BAOPHU_WARNINGS})
  target_include_directories(${NAME} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${NAME} PUBLIC ${ARG_DEPS})
endfunction()

# baophu_binary(NAME SRCS main.cc DEPS x y)
# A program, put into bin/ of the build folder.
function(baophu_binary NAME)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${NAME} ${ARG_SRCS})
  target_compile_options(${NAME} PRIVATE ${BAOPHU_WARNINGS})
  target_include_directories(${NAME} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${NAME} PRIVATE ${ARG_DEPS})
  set_target_properties(${NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

# baophu_test(NAME SRCS a_test.cc DEPS x y [LABELS unit] [TIMEOUT_S 60])
# A GoogleTest program, known to CTest as one test.
function(baophu_test NAME)
  cmake_parse_arguments(ARG "" "TIMEOUT_S" "SRCS;DEPS;LABELS" ${ARGN})
  baophu_binary(${NAME} SRCS ${ARG_SRCS} DEPS ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  add_test(NAME ${NAME} COMMAND ${NAME} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  if(NOT ARG_TIMEOUT_S)
    set(ARG_TIMEOUT_S 60)
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  set_tests_properties(${NAME} PROPERTIES TIMEOUT ${ARG_TIMEOUT_S} LABELS "${ARG_LABELS}")
endfunction()
