#include "services/gateway/reflection/descriptor_files.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include "absl/status/status.h"
#include "absl/strings/str_replace.h"

namespace baophu::gateway {
namespace {

constexpr char kReflectionFile[] = "grpc/reflection/v1/reflection.proto";

// The descriptors of this program and, made from those of v1, those of
// reflection's v1alpha, which clients look up when they list it.
const google::protobuf::DescriptorPool& Pool() {
  static const auto* const pool = [] {
    const auto* compiled = google::protobuf::DescriptorPool::generated_pool();
    auto* made = new google::protobuf::DescriptorPool(compiled);
    google::protobuf::FileDescriptorProto v1alpha;
    compiled->FindFileByName(kReflectionFile)->CopyTo(&v1alpha);
    const auto rename = [](std::string* type) {
      absl::StrReplaceAll({{"grpc.reflection.v1.", "grpc.reflection.v1alpha."}}, type);
    };
    v1alpha.set_name("grpc/reflection/v1alpha/reflection.proto");
    v1alpha.set_package("grpc.reflection.v1alpha");
    for (auto& message : *v1alpha.mutable_message_type()) {
      for (auto& field : *message.mutable_field()) {
        if (field.has_type_name()) rename(field.mutable_type_name());
      }
    }
    for (auto& service : *v1alpha.mutable_service()) {
      for (auto& method : *service.mutable_method()) {
        rename(method.mutable_input_type());
        rename(method.mutable_output_type());
      }
    }
    made->BuildFile(v1alpha);
    return made;
  }();
  return *pool;
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
