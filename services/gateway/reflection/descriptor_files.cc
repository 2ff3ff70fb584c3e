#include "services/gateway/reflection/descriptor_files.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include "absl/status/status.h"

namespace baophu::gateway {
namespace {

const google::protobuf::DescriptorPool& Pool() {
  return *google::protobuf::DescriptorPool::generated_pool();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> DescriptorFiles::ByName(const std::string& file_name) {
  if (Pool().FindFileByName(file_name) == nullptr) {
    return absl::NotFoundError("no file of the suite has this name");
  }
  return WithImports(file_name);
}

absl::StatusOr<std::vector<std::string>> DescriptorFiles::BySymbol(const std::string& symbol) {
  const auto* file = Pool().FindFileContainingSymbol(symbol);
  if (file == nullptr) return absl::NotFoundError("the suite has no symbol of this name");
  return WithImports(file->name());
}

absl::StatusOr<std::vector<std::string>> DescriptorFiles::ByExtension(const std::string& message,
                                                                      int number) {
  const auto* extended = Pool().FindMessageTypeByName(message);
  const auto* extension =
      extended == nullptr ? nullptr : Pool().FindExtensionByNumber(extended, number);
  if (extension == nullptr) {
    return absl::NotFoundError("the suite has no extension of this message and number");
  }
  return WithImports(extension->file()->name());
}

absl::StatusOr<std::vector<int>> DescriptorFiles::ExtensionNumbers(const std::string& message) {
  const auto* extended = Pool().FindMessageTypeByName(message);
  if (extended == nullptr) return absl::NotFoundError("the suite has no message of this name");
  std::vector<const google::protobuf::FieldDescriptor*> extensions;
  Pool().FindAllExtensions(extended, &extensions);
  std::vector<int> numbers;
  for (const auto* extension : extensions) numbers.push_back(extension->number());
  return numbers;
}

std::vector<std::string> DescriptorFiles::WithImports(const std::string& file_name) {
  const auto* asked = Pool().FindFileByName(file_name);
  std::vector<const google::protobuf::FileDescriptor*> open = {asked};
  std::vector<std::string> files;
  while (!open.empty()) {
    const auto* file = open.back();
    open.pop_back();
    // What was asked for is given even when it went with an earlier answer.
    if (!given_.insert(file->name()).second && file != asked) continue;
    google::protobuf::FileDescriptorProto proto;
    file->CopyTo(&proto);
    files.push_back(proto.SerializeAsString());
    for (int i = 0; i < file->dependency_count(); ++i) {
      if (!given_.contains(file->dependency(i)->name())) open.push_back(file->dependency(i));
    }
  }
  return files;
}

}  // namespace baophu::gateway
