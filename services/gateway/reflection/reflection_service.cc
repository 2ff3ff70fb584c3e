#include "services/gateway/reflection/reflection_service.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grpc/reflection/v1/reflection.grpc.pb.h"
#include "services/gateway/reflection/descriptor_files.h"

namespace baophu::gateway {
namespace {

using Request = grpc::reflection::v1::ServerReflectionRequest;
using Response = grpc::reflection::v1::ServerReflectionResponse;

class Dialogue final : public grpc::ServerBidiReactor<Request, Response> {
 public:
  explicit Dialogue(const std::vector<std::string>& service_names) : service_names_(service_names) {
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) {
      Finish(grpc::Status::OK);
      return;
    }
    response_.Clear();
    response_.set_valid_host(request_.host());
    *response_.mutable_original_request() = request_;
    Answer();
    StartWrite(&response_);
  }

  void OnWriteDone(bool ok) override {
    if (!ok) {
      Finish(grpc::Status::CANCELLED);
      return;
    }
    request_.Clear();
    StartRead(&request_);
  }

  void OnDone() override { delete this; }

 private:
  void Answer() {
    switch (request_.message_request_case()) {
      case Request::kListServices:
        for (const std::string& name : service_names_) {
          response_.mutable_list_services_response()->add_service()->set_name(name);
        }
        return;
      case Request::kFileByFilename:
        return AnswerFiles(files_.ByName(request_.file_by_filename()));
      case Request::kFileContainingSymbol:
        return AnswerFiles(files_.BySymbol(request_.file_containing_symbol()));
      case Request::kFileContainingExtension:
        return AnswerFiles(
            files_.ByExtension(request_.file_containing_extension().containing_type(),
                               request_.file_containing_extension().extension_number()));
      case Request::kAllExtensionNumbersOfType: {
        const std::string& type = request_.all_extension_numbers_of_type();
        const auto numbers = DescriptorFiles::ExtensionNumbers(type);
        if (!numbers.ok()) return AnswerError(numbers.status());
        auto* answer = response_.mutable_all_extension_numbers_response();
        answer->set_base_type_name(type);
        for (const int number : *numbers) answer->add_extension_number(number);
        return;
      }
      case Request::MESSAGE_REQUEST_NOT_SET:
        return AnswerError(absl::InvalidArgumentError(
            "message_request is not set; name a file, a symbol or an extension, or list services"));
    }
  }

  void AnswerFiles(const absl::StatusOr<std::vector<std::string>>& files) {
    if (!files.ok()) return AnswerError(files.status());
    for (const std::string& file : *files) {
      response_.mutable_file_descriptor_response()->add_file_descriptor_proto(file);
    }
  }

  void AnswerError(const absl::Status& status) {
    response_.mutable_error_response()->set_error_code(status.raw_code());
    response_.mutable_error_response()->set_error_message(std::string(status.message()));
  }

  const std::vector<std::string>& service_names_;
  DescriptorFiles files_;
  Request request_;
  Response response_;
};

// Registered by the path of its one method and not by a generated base class,
// because gRPC's library already has the generated messages of v1alpha and a
// program cannot hold them twice.
class ReflectionService final : public grpc::Service {
 public:
  ReflectionService(const std::string& name, std::vector<std::string> service_names)
      : path_(absl::StrCat("/", name, "/ServerReflectionInfo")),
        service_names_(std::move(service_names)) {
    AddMethod(new grpc::internal::RpcServiceMethod(
        path_.c_str(), grpc::internal::RpcMethod::BIDI_STREAMING, nullptr));
    MarkMethodCallback(
        0, new grpc::internal::CallbackBidiHandler<Request, Response>(
               [this](grpc::CallbackServerContext*) { return new Dialogue(service_names_); }));
  }

 private:
  const std::string path_;
  const std::vector<std::string> service_names_;
};

}  // namespace

std::vector<std::unique_ptr<grpc::Service>> MakeReflectionServices(
    const std::vector<std::string>& service_names) {
  std::vector<std::unique_ptr<grpc::Service>> services;
  for (const char* name : {kReflectionV1, kReflectionV1Alpha}) {
    services.push_back(std::make_unique<ReflectionService>(name, service_names));
  }
  return services;
}

}  // namespace baophu::gateway
