#ifndef BAOPHU_TESTS_UNIT_CLI_TEMP_FILE_H_
#define BAOPHU_TESTS_UNIT_CLI_TEMP_FILE_H_

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace baophu::cli {

// A folder of its own, removed at the end.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "baophu-cli-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }

  std::string Write(std::string_view name, std::string_view content) const {
    const std::string path = (path_ / name).string();
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  std::string path(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// The text as one gzip member.
inline std::string Gzip(std::string_view text) {
  z_stream deflater = {};
  EXPECT_EQ(deflateInit2(&deflater, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&deflater, text.size()) + 32, '\0');
  deflater.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(text.data()));
  deflater.avail_in = static_cast<unsigned>(text.size());
  deflater.next_out = reinterpret_cast<unsigned char*>(packed.data());
  deflater.avail_out = static_cast<unsigned>(packed.size());
  EXPECT_EQ(deflate(&deflater, Z_FINISH), Z_STREAM_END);
  packed.resize(deflater.total_out);
  deflateEnd(&deflater);
  return packed;
}

}  // namespace baophu::cli

#endif  // BAOPHU_TESTS_UNIT_CLI_TEMP_FILE_H_
