#include "services/target/coverage_report/upstream_service.h"

#include <baophu/contribution/v1/ledger_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_service.grpc.pb.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

constexpr std::string_view kSchemePrefix = "SCHEME_";

std::string SchemeText(type::v1::Scheme scheme) {
  return type::v1::Scheme_Name(scheme).substr(kSchemePrefix.size());
}

absl::StatusOr<std::map<Month, CoverageFigures>> ReadMonths(
    const google::protobuf::RepeatedPtrField<participant::v1::AreaMonthCoverage>& months) {
  std::map<Month, CoverageFigures> figures_of;
  for (const participant::v1::AreaMonthCoverage& each : months) {
    if (!each.has_data()) continue;
    BAOPHU_ASSIGN(const Month month, Month::Parse(each.month()));
    CoverageFigures& figures = figures_of[month];
    figures.employers_participating = each.employers_participating();
    for (const participant::v1::CategoryCount& count : each.counts()) {
      if (!type::v1::Scheme_IsValid(count.scheme())) continue;
      figures.people[{SchemeText(count.scheme()), count.category()}] += count.people();
    }
    for (const participant::v1::PlacedCount& count : each.placed()) {
      if (!type::v1::Scheme_IsValid(count.scheme())) continue;
      BAOPHU_ASSIGN(const AreaCode successor, AreaCode::Parse(count.successor()));
      figures.placed[successor][{SchemeText(count.scheme()), count.category()}] += count.people();
    }
  }
  return figures_of;
}

absl::StatusOr<std::map<Month, LedgerFigures>> ReadMonths(
    const google::protobuf::RepeatedPtrField<contribution::v1::AreaMonthTotals>& months) {
  std::map<Month, LedgerFigures> figures_of;
  for (const contribution::v1::AreaMonthTotals& each : months) {
    if (!each.has_data()) continue;
    BAOPHU_ASSIGN(const Month month, Month::Parse(each.month()));
    figures_of[month] = {each.assessed_vnd(), each.collected_vnd(), each.outstanding_vnd(),
                         each.employers_in_arrears()};
  }
  return figures_of;
}

template <typename Figures, typename Response>
absl::StatusOr<UpstreamBatch<Figures>> ReadBatch(const std::vector<AreaCode>& areas,
                                                 const Response& response) {
  UpstreamBatch<Figures> batch;
  batch.revision = response.revision();
  for (size_t i = 0; i < areas.size() && i < static_cast<size_t>(response.areas_size()); ++i) {
    BAOPHU_ASSIGN(batch.areas[areas[i]],
                  ReadMonths(response.areas(static_cast<int>(i)).area_months()));
  }
  return batch;
}

// One call on its way; frees itself when it is over.
template <typename Request, typename Response, typename Figures>
struct Call {
  grpc::ClientContext context;
  Request request;
  Response response;
  std::vector<AreaCode> areas;
  Upstreams::Done<Figures> done;

  static Call* New(const std::vector<AreaCode>& areas, const std::vector<Month>& months,
                   int64_t min_revision, absl::Time deadline, Upstreams::Done<Figures> done) {
    auto* call = new Call;
    call->context.set_deadline(absl::ToChronoTime(deadline));
    call->areas = areas;
    for (const AreaCode area : areas) {
      call->request.add_names(absl::StrCat("areas/", area.ToString()));
    }
    for (const Month month : months) call->request.add_months(month.ToString());
    call->request.set_min_revision(min_revision);
    call->done = std::move(done);
    return call;
  }

  void Finish(const char* service, const grpc::Status& status) {
    const std::unique_ptr<Call> own(this);
    if (!status.ok()) {
      done(UpstreamFailure(service, status));
      return;
    }
    done(ReadBatch<Figures>(areas, response));
  }
};

}  // namespace

absl::Status UpstreamFailure(const char* service, const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return FaultStatus(absl::StatusCode::kResourceExhausted, "OVERLOADED", "",
                         absl::StrCat(service, " has as much work as it can do"),
                         "try again in a second");
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return FaultStatus(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "",
                         absl::StrCat(service, " did not answer in time"), "try again");
    case grpc::StatusCode::NOT_FOUND:
      // The area is in participant's catalogue, so the service is behind it.
      return FaultStatus(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "",
                         absl::StrCat(service, " does not know the area yet"), "try again");
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::CANCELLED:
      return FaultStatus(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "",
                         absl::StrCat(service, " cannot be reached"), "try again");
    default:
      return FaultStatus(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "",
                         absl::StrCat(service, " failed (",
                                      absl::StatusCodeToString(rpc::FromGrpc(status).code()), ")"),
                         "try again");
  }
}

struct Upstreams::Stubs {
  const std::unique_ptr<participant::v1::CoverageService::Stub> coverage;
  const std::unique_ptr<contribution::v1::LedgerService::Stub> ledger;
};

Upstreams::Upstreams(std::shared_ptr<grpc::Channel> participant,
                     std::shared_ptr<grpc::Channel> contribution)
    : stubs_(new Stubs{participant::v1::CoverageService::NewStub(participant),
                       contribution::v1::LedgerService::NewStub(contribution)}) {}

Upstreams::~Upstreams() = default;

void Upstreams::QueryCoverage(const std::vector<AreaCode>& areas, const std::vector<Month>& months,
                              std::optional<Month> placed_by, int64_t min_revision,
                              absl::Time deadline, Done<CoverageFigures> done) {
  using CoverageCall = Call<participant::v1::BatchQueryCoverageRequest,
                            participant::v1::BatchQueryCoverageResponse, CoverageFigures>;
  CoverageCall* call = CoverageCall::New(areas, months, min_revision, deadline, std::move(done));
  if (placed_by.has_value()) call->request.set_placed_by(placed_by->ToString());
  stubs_->coverage->async()->BatchQueryCoverage(
      &call->context, &call->request, &call->response,
      [call](const grpc::Status& status) { call->Finish("participant", status); });
}

void Upstreams::QueryTotals(const std::vector<AreaCode>& areas, const std::vector<Month>& months,
                            int64_t min_revision, absl::Time deadline, Done<LedgerFigures> done) {
  using TotalsCall = Call<contribution::v1::BatchQueryTotalsRequest,
                          contribution::v1::BatchQueryTotalsResponse, LedgerFigures>;
  TotalsCall* call = TotalsCall::New(areas, months, min_revision, deadline, std::move(done));
  stubs_->ledger->async()->BatchQueryTotals(
      &call->context, &call->request, &call->response,
      [call](const grpc::Status& status) { call->Finish("contribution", status); });
}

}  // namespace baophu::target
