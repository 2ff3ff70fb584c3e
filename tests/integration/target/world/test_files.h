#ifndef BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_TEST_FILES_H_
#define BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_TEST_FILES_H_

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace baophu::target {

// A folder of a test's own, removed at the end. Its path is short, because unix
// sockets stand in it.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "target.XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_TEST_FILES_H_
