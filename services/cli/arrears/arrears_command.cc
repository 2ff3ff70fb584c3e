#include "services/cli/arrears/arrears_command.h"

#include <baophu/contribution/v1/arrears_service.grpc.pb.h>
#include <baophu/contribution/v1/collection_service.grpc.pb.h>
#include <baophu/participant/v1/employer_service.grpc.pb.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/arrears/arrears_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

namespace pb = contribution::v1;

constexpr int kPageSize = 1'000;

class Asker {
 public:
  explicit Asker(const ArrearsRequest& request)
      : request_(request), channel_(rpc::Connect(request.server)) {}

  absl::StatusOr<std::string> Ask() {
    switch (request_.question) {
      case ArrearsQuestion::kAgeing:
        return Ageing();
      case ArrearsQuestion::kLate:
        return Late();
      case ArrearsQuestion::kOfficer:
        return Work();
      case ArrearsQuestion::kLetter:
        return Letter();
    }
    return std::string();
  }

 private:
  std::unique_ptr<grpc::ClientContext> Context() const {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() +
                          std::chrono::seconds(request_.timeout_s));
    return context;
  }

  absl::StatusOr<std::string> Ageing() const {
    pb::QueryAgeingRequest call;
    call.set_name("areas/" + request_.subject);
    for (const std::string& bound : request_.buckets) call.add_buckets(bound);
    call.set_view(request_.view == "item" ? "ITEM" : "EMPLOYER");
    call.set_as_of(request_.as_of);
    call.set_as_known(request_.as_known);
    pb::Ageing ageing;
    const auto stub = pb::ArrearsService::NewStub(channel_);
    BAOPHU_TRY(rpc::FromGrpc(stub->QueryAgeing(Context().get(), call, &ageing)));
    return AgeingText(ageing);
  }

  absl::StatusOr<std::string> Late() const {
    pb::ListLateEmployersRequest call;
    call.set_parent("areas/" + request_.subject);
    call.set_order_by(request_.order);
    const auto stub = pb::ArrearsService::NewStub(channel_);
    return List<pb::ListLateEmployersResponse>(call, [&](auto* context, auto* response) {
      return stub->ListLateEmployers(context, call, response);
    });
  }

  absl::StatusOr<std::string> Work() const {
    pb::ListOfficerWorkRequest call;
    call.set_parent("officers/" + request_.subject);
    const auto stub = pb::CollectionService::NewStub(channel_);
    return List<pb::ListOfficerWorkResponse>(call, [&](auto* context, auto* response) {
      return stub->ListOfficerWork(context, call, response);
    });
  }

  // As many pages as it takes to show as many employers as were asked for.
  template <typename Response, typename Call, typename Send>
  absl::StatusOr<std::string> List(Call& call, Send send) const {
    call.set_as_of(request_.as_of);
    call.set_as_known(request_.as_known);
    std::vector<pb::LateEmployer> late;
    Response page;
    do {
      call.set_page_size(std::min(kPageSize, request_.limit - static_cast<int>(late.size())));
      call.set_page_token(page.next_page_token());
      page.Clear();
      BAOPHU_TRY(rpc::FromGrpc(send(Context().get(), &page)));
      late.insert(late.end(), page.late_employers().begin(), page.late_employers().end());
    } while (!page.next_page_token().empty() && static_cast<int>(late.size()) < request_.limit);
    return LateText(late, page.total_count(), page.total_debt_vnd(), page.as_of());
  }

  absl::StatusOr<std::string> Letter() const {
    const std::string employer = absl::StrCat("employers/", request_.subject);
    participant::v1::GetEmployerRequest who;
    who.set_name(employer);
    participant::v1::Employer found;
    const auto employers = participant::v1::EmployerService::NewStub(channel_);
    BAOPHU_TRY(rpc::FromGrpc(employers->GetEmployer(Context().get(), who, &found)));
    pb::GetLetterRequest call;
    call.set_name(absl::StrCat(employer, "/letters/", request_.kind));
    call.set_as_of(request_.as_of);
    call.set_as_known(request_.as_known);
    call.set_addressee(AddresseeOf(found));
    pb::Letter letter;
    const auto stub = pb::CollectionService::NewStub(channel_);
    BAOPHU_TRY(rpc::FromGrpc(stub->GetLetter(Context().get(), call, &letter)));
    return letter.text();
  }

  static std::string AddresseeOf(const participant::v1::Employer& employer) {
    const std::string& code =
        employer.unit_code_2025().empty() ? employer.unit_code() : employer.unit_code_2025();
    return code.empty() ? employer.display_name()
                        : absl::StrCat(employer.display_name(), " (mã đơn vị ", code, ")");
  }

  const ArrearsRequest& request_;
  const std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace

ExitCode RunArrears(const ArrearsRequest& request) {
  const absl::StatusOr<std::string> text = Asker(request).Ask();
  return PrintAnswer(request.server, text);
}

}  // namespace baophu::cli
