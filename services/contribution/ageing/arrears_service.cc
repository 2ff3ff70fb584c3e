#include "services/contribution/ageing/arrears_service.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/money/percent.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/ageing/arrears_request_service.h"

namespace baophu::contribution {
namespace {

// The word that was sent, or the first of those that there are for an empty one.
absl::StatusOr<std::string> ChooseOf(const std::string& field, const std::string& sent,
                                     const std::vector<std::string>& words) {
  if (sent.empty()) return words.front();
  if (std::find(words.begin(), words.end(), sent) != words.end()) return sent;
  return InvalidField(field, absl::StrCat("\"", sent, "\" is unknown"),
                      absl::StrCat("send ", absl::StrJoin(words, " or ")));
}

void ToMessage(const AgeingAmounts& amounts, v1::AgeingAmounts& message) {
  message.set_employer_count(amounts.employer_count);
  message.set_item_count(amounts.item_count);
  WriteFunds(amounts.debt, *message.mutable_funds());
  message.set_debt_vnd(Sum(amounts.debt).amount_vnd());
  message.set_interest_vnd(amounts.interest.amount_vnd());
  message.set_accrued_interest_vnd(amounts.accrued_interest.amount_vnd());
  message.set_penalty_vnd(amounts.penalty.amount_vnd());
}

void ToMessage(const AgeingBucket& bucket, const ClassesOfMonth& classes,
               v1::AgeingBucket& message) {
  ToMessage(bucket.total, *message.mutable_total());
  for (const auto& [place, amounts] : bucket.classes) {
    v1::AgeingClass* of_class = message.add_classes();
    ToMessage(amounts, *of_class->mutable_amounts());
    if (place >= classes.all().size()) continue;
    of_class->set_arrears_class(classes.all()[place]->code);
    of_class->set_display_name(classes.all()[place]->name);
    of_class->set_other_display_name(classes.all()[place]->other_name);
  }
}

// What was assessed for the year in an area and all below it.
Vnd AssessedIn(const ArrearsPicture& picture, AreaCode area) {
  Vnd sum;
  for (const auto& [key, amount] : picture.assessed) {
    const auto over = AreasOver(*picture.areas, key.area, key.month);
    if (std::find(over.begin(), over.end(), area) != over.end()) sum += amount;
  }
  return sum;
}

}  // namespace

grpc::ServerUnaryReactor* ArrearsServiceImpl::QueryAgeing(grpc::CallbackServerContext* context,
                                                          const v1::QueryAgeingRequest* request,
                                                          v1::Ageing* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Query(*request, *response); });
}

grpc::ServerUnaryReactor* ArrearsServiceImpl::ListLateEmployers(
    grpc::CallbackServerContext* context, const v1::ListLateEmployersRequest* request,
    v1::ListLateEmployersResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status ArrearsServiceImpl::Query(const v1::QueryAgeingRequest& request,
                                       v1::Ageing& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ReadAreaName("name", request.name()));
  const std::vector<std::string> bounds(request.buckets().begin(), request.buckets().end());
  BAOPHU_ASSIGN(const AgeBuckets buckets, AgeBuckets::Parse(bounds));
  BAOPHU_ASSIGN(const std::string view, ChooseOf("view", request.view(), {"EMPLOYER", "ITEM"}));
  BAOPHU_ASSIGN(const std::string numerator,
                ChooseOf("numerator", request.numerator(), {"ALL_LATE", "INTEREST_BEARING"}));
  BAOPHU_ASSIGN(const std::string denominator,
                ChooseOf("denominator", request.denominator(), {"AMOUNT_DUE", "COLLECTION_PLAN"}));
  const bool by_plan = denominator == "COLLECTION_PLAN";
  if (by_plan ? request.plan_vnd() < 1 : request.plan_vnd() != 0) {
    return InvalidField("plan_vnd", by_plan ? "is not above 0" : "is not asked for",
                        "send the year's plan with COLLECTION_PLAN, and nothing otherwise");
  }
  BAOPHU_ASSIGN(const arrears_store::KnownAt at, ReadKnownAt(request.as_of(), request.as_known()));
  BAOPHU_ASSIGN(const auto picture, parts_.reader.Read(at));
  BAOPHU_TRY(CheckAreaKnown(*picture->areas, area, "name"));

  BAOPHU_ASSIGN(const ClassesOfMonth classes, parts_.classes.Of(at.as_of.month()));
  BAOPHU_ASSIGN(
      AgeingFold fold,
      AgeingFold::Begin(buckets, classes, parts_.law,
                        view == "ITEM" ? AgeingView::kItem : AgeingView::kEmployer, at.as_of));
  for (const EmployerDebt& debt : picture->debts) {
    if (!picture->Counts(debt.area, area)) continue;
    fold.Add(debt, RemindersOf(picture->StepsOf(debt.employer)));
  }
  const AgeingReport& report = fold.report();

  response.set_name(request.name());
  response.set_view(view);
  response.set_as_of(at.as_of.ToString());
  response.set_as_known(request.as_known());
  response.mutable_not_yet_due()->set_display_name("chưa đến hạn");
  ToMessage(report.not_yet_due, classes, *response.mutable_not_yet_due());
  for (size_t i = 0; i < buckets.size(); ++i) {
    v1::AgeingBucket* bucket = response.add_buckets();
    bucket->set_from(buckets.From(i));
    bucket->set_under(buckets.Under(i));
    bucket->set_display_name(buckets.Name(i));
    ToMessage(report.buckets[i], classes, *bucket);
  }
  response.mutable_due()->set_display_name("cộng đã đến hạn");
  ToMessage(report.due, classes, *response.mutable_due());
  ToMessage(report.interest_only, *response.mutable_interest_only());

  const Vnd above = numerator == "ALL_LATE" ? report.all_late : report.interest_bearing;
  const Vnd below = by_plan ? Vnd(request.plan_vnd()) : AssessedIn(*picture, area);
  v1::ArrearsRatio& ratio = *response.mutable_ratio();
  ratio.set_numerator(numerator);
  ratio.set_numerator_vnd(above.amount_vnd());
  ratio.set_denominator(denominator);
  ratio.set_denominator_vnd(below.amount_vnd());
  if (below > Vnd()) ratio.set_percent(PercentText({above.amount_vnd(), below.amount_vnd()}));
  for (const NotComputed& one : picture->not_computed) {
    if (!picture->Counts(one.area, area)) continue;
    response.set_not_computed_count(response.not_computed_count() + 1);
    if (response.first_problem().empty()) {
      response.set_first_problem(absl::StrCat(one.employer.ToName(), ": ", one.problem));
    }
  }
  if (request.as_known().empty()) response.set_revision(picture->revision);
  return absl::OkStatus();
}

absl::Status ArrearsServiceImpl::List(const v1::ListLateEmployersRequest& request,
                                      v1::ListLateEmployersResponse& response) const {
  LateFilter filter;
  BAOPHU_ASSIGN(filter.area, ReadAreaName("parent", request.parent()));
  if (request.min_days() < 0) {
    return InvalidField("min_days", "is negative", "send 0 or a number of days");
  }
  if (request.min_debt_vnd() < 0) {
    return InvalidField("min_debt_vnd", "is negative", "send 0 or an amount in đồng");
  }
  filter.min_days = request.min_days();
  filter.min_debt = Vnd(request.min_debt_vnd());
  filter.classes.assign(request.classes().begin(), request.classes().end());
  filter.for_publication = request.for_publication();
  BAOPHU_ASSIGN(const std::string order, ChooseOf("order_by", request.order_by(), {"debt", "age"}));
  BAOPHU_ASSIGN(const arrears_store::KnownAt at, ReadKnownAt(request.as_of(), request.as_known()));
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(
          parts_.keys,
          absl::StrCat("late:", request.parent(), ":", at.as_of.ToString(), ":", request.as_known(),
                       ":", absl::StrJoin(filter.classes, ","), ":", filter.min_days, ":",
                       request.min_debt_vnd(), ":", order, ":", filter.for_publication),
          request));
  BAOPHU_ASSIGN(const auto picture, parts_.reader.Read(at));
  BAOPHU_TRY(CheckAreaKnown(*picture->areas, filter.area, "parent"));
  BAOPHU_ASSIGN(std::vector<LateEmployer> late,
                ListLate(*picture, parts_.classes, parts_.steps, filter,
                         order == "debt" ? LateOrder::kDebt : LateOrder::kAge));
  Vnd total;
  for (const LateEmployer& each : late) total += each.overdue;
  response.set_total_count(static_cast<int64_t>(late.size()));
  response.set_total_debt_vnd(total.amount_vnd());
  BAOPHU_ASSIGN(std::string token, CutPage(page, late));
  response.set_next_page_token(std::move(token));
  for (const LateEmployer& each : late) {
    WriteLate(each, at.as_of, *response.add_late_employers());
  }
  response.set_as_of(at.as_of.ToString());
  response.set_as_known(request.as_known());
  if (request.as_known().empty()) response.set_revision(picture->revision);
  return absl::OkStatus();
}

}  // namespace baophu::contribution
