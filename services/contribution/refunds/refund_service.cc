#include "services/contribution/refunds/refund_service.h"

#include <google/protobuf/util/time_util.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/month/moment.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/payments/write_once_service.h"
#include "services/contribution/refunds/refund_store.h"
#include "services/contribution/suspense/suspense_writer.h"

namespace baophu::contribution {
namespace {

absl::StatusOr<PayerId> ReadPayer(const std::string& name) {
  const std::optional<PayerId> payer = PayerId::FromName(name);
  if (payer.has_value()) return *payer;
  return InvalidField("payer", "is not the name of a payer",
                      "send employers/, people/ or households/ and an id");
}

void ToMessage(const PayerRefund& refund, v1::Refund& message) {
  message.set_payer(refund.payer.ToName());
  message.set_decision(refund.decision);
  message.set_amount_vnd(refund.amount.amount_vnd());
  message.set_refund_date(refund.day.ToString());
  message.set_reason(refund.reason);
  message.set_area(refund.area.ToString());
  *message.mutable_create_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(refund.recorded_us);
}

}  // namespace

grpc::ServerUnaryReactor* RefundServiceImpl::RefundPayment(grpc::CallbackServerContext* context,
                                                           const v1::RefundPaymentRequest* request,
                                                           v1::Refund* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Refund(*request, *response); });
}

grpc::ServerUnaryReactor* RefundServiceImpl::ListRefunds(grpc::CallbackServerContext* context,
                                                         const v1::ListRefundsRequest* request,
                                                         v1::ListRefundsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status RefundServiceImpl::Refund(const v1::RefundPaymentRequest& request,
                                       v1::Refund& response) const {
  PayerRefund refund;
  BAOPHU_ASSIGN(refund.payer, ReadPayer(request.payer()));
  if (request.amount_vnd() <= 0) {
    return InvalidField("amount_vnd", "is zero or below", "send the amount that went back in đồng");
  }
  refund.amount = Vnd(request.amount_vnd());
  BAOPHU_ASSIGN(const std::optional<Day> day, ReadRefundDate(request.refund_date()));
  BAOPHU_ASSIGN(refund.decision, ReadDecision(request.decision()));
  refund.reason = request.reason();
  if (!request.area().empty()) {
    const absl::StatusOr<AreaCode> area = AreaCode::Parse(request.area());
    if (!area.ok()) return WithField(area.status(), "area");
    refund.area = *area;
  }
  const AreaCode asked_area = refund.area;
  return WriteOnce(parts_.committer, parts_.keys, request, response,
                   [&](Commit& commit) -> absl::Status {
                     refund.day = day.value_or(VietnamDay(commit.now_us()));
                     refund.area = asked_area;
                     const auto catalogue = parts_.catalogues.Get(commit.session());
                     LedgerWrite write{commit.session(),  *catalogue,      parts_.law,
                                       commit.revision(), commit.now_us(), {}};
                     BAOPHU_TRY(RefundInHand(write, refund));
                     AddAreaMonthEntries(commit, write.touched);
                     ToMessage(refund, response);
                     return absl::OkStatus();
                   });
}

absl::Status RefundServiceImpl::List(const v1::ListRefundsRequest& request,
                                     v1::ListRefundsResponse& response) const {
  BAOPHU_ASSIGN(const PayerId payer, ReadPayer(request.payer()));
  const std::string query = absl::StrCat("refunds of ", payer.number());
  BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(parts_.keys, query, request));
  std::vector<PayerRefund> refunds;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    refunds = refund_store::List(session, payer, page.after(), page.limit());
    return absl::OkStatus();
  }));
  response.set_next_page_token(
      page.Cut(refunds, [](const PayerRefund& refund) { return refund.decision; }));
  for (const PayerRefund& refund : refunds) ToMessage(refund, *response.add_refunds());
  return absl::OkStatus();
}

}  // namespace baophu::contribution
