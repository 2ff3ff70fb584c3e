#include "services/cli/figures/figures_command.h"

#include <baophu/target/v1/figure_check_service.grpc.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "services/cli/answer/answer.h"
#include "services/cli/figures/figures_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

using google::protobuf::util::JsonStringToMessage;

absl::Status Fault(absl::string_view problem) {
  return absl::InvalidArgumentError(
      absl::StrCat(problem, "; write {\"figures\": [ ... ]} as services/target/figure_check says"));
}

void PrintFault(const std::string& where, const absl::Status& status) {
  std::fprintf(stderr, "%s: %s (%s)\n", where.c_str(), std::string(status.message()).c_str(),
               absl::StatusCodeToString(status.code()).c_str());
}

}  // namespace

absl::StatusOr<target::v1::CheckFiguresRequest> ReadFiguresFile(const std::string& text) {
  google::protobuf::Value root;
  if (const auto status = JsonStringToMessage(text, &root); !status.ok()) {
    return Fault(absl::StrCat("is no JSON: ", status.message().ToString()));
  }
  google::protobuf::Struct body;
  if (root.has_list_value()) {
    (*body.mutable_fields())["figures"] = root;
  } else {
    const auto& members = root.struct_value().fields();
    const auto figures = members.find("figures");
    if (figures == members.end()) return Fault("has no member \"figures\"");
    (*body.mutable_fields())["figures"] = figures->second;
  }
  std::string json;
  // What was read from JSON can be written as such.
  (void)google::protobuf::util::MessageToJsonString(body, &json);
  target::v1::CheckFiguresRequest request;
  if (const auto status = JsonStringToMessage(json, &request); !status.ok()) {
    return Fault(absl::StrCat("has figures of another shape: ", status.message().ToString()));
  }
  return request;
}

ExitCode RunFigures(const FiguresRequest& request) {
  const absl::StatusOr<std::string> text = ReadTextFile(request.file);
  if (!text.ok()) {
    std::fprintf(stderr, "%s\n", std::string(text.status().message()).c_str());
    return kFileUnreadable;
  }
  absl::StatusOr<target::v1::CheckFiguresRequest> call = ReadFiguresFile(*text);
  if (!call.ok()) {
    PrintFault(request.file, call.status());
    return kFileUnreadable;
  }
  if (!request.area.empty()) call->mutable_against()->set_area_code(request.area);
  const auto stub = target::v1::FigureCheckService::NewStub(rpc::Connect(request.server));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(request.timeout_s));
  target::v1::CheckFiguresResponse response;
  const absl::Status status = rpc::FromGrpc(stub->CheckFigures(&context, *call, &response));
  if (absl::IsInvalidArgument(status)) {
    PrintFault(request.file, status);
    return kFileUnreadable;
  }
  if (!status.ok()) {
    PrintFault(request.server, status);
    return kServiceFailed;
  }
  std::string out;
  if (request.json) {
    out = JsonText(response);
  } else {
    out = FiguresText(response,
                      request.language == "en" ? Language::kEnglish : Language::kVietnamese);
  }
  const bool inconsistent = std::any_of(
      response.findings().begin(), response.findings().end(),
      [](const target::v1::Finding& finding) { return finding.verdict() == "INCONSISTENT"; });
  return PrintResult(out, inconsistent ? kDifferences : kDone);
}

}  // namespace baophu::cli
