#ifndef BAOPHU_TESTS_INTEGRATION_PARTICIPANT_RETENTION_RETENTION_FIXTURE_H_
#define BAOPHU_TESTS_INTEGRATION_PARTICIPANT_RETENTION_RETENTION_FIXTURE_H_

#include <baophu/participant/v1/retention_service.grpc.pb.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/participant/test_service.h"

namespace baophu::participant {

// A service with what tests of retention write and ask.
class RetentionFixture : public testing::TestWithParam<sql::Engine> {
 protected:
  static constexpr char kEmployer[] = "0100233488";

  void Import(const std::vector<v1::MovementRow>& rows) {
    const auto acks = service_.Import(absl::StrCat("r", ++import_), {MovementChunk(1, rows)});
    EXPECT_EQ(acks.back().accepted_count(), static_cast<int64_t>(rows.size()));
  }

  static v1::MovementRow Paid(const std::string& id, int person, const std::string& from,
                              const std::string& through, const std::string& area,
                              type::v1::Scheme scheme, const std::string& category) {
    v1::MovementRow row = MovementOf(id, person, v1::MOVEMENT_KIND_PAID_THROUGH, from);
    row.add_schemes(scheme);
    row.set_through_month(through);
    row.set_area(area);
    row.set_category(category);
    return row;
  }
  static v1::MovementRow Voluntary(const std::string& id, int person, const std::string& from,
                                   const std::string& through, const std::string& area) {
    return Paid(id, person, from, through, area, type::v1::SCHEME_SOCIAL_VOLUNTARY, "OTHER");
  }
  static v1::MovementRow Household(const std::string& id, int person, const std::string& from,
                                   const std::string& through, const std::string& area) {
    return Paid(id, person, from, through, area, type::v1::SCHEME_HEALTH, "HOUSEHOLD");
  }
  static v1::MovementRow Leave(const std::string& id, int person, const std::string& month,
                               const std::string& reason) {
    v1::MovementRow row = MovementOf(id, person, v1::MOVEMENT_KIND_LEAVE, month);
    for (const auto scheme : {type::v1::SCHEME_SOCIAL_COMPULSORY, type::v1::SCHEME_HEALTH,
                              type::v1::SCHEME_UNEMPLOYMENT}) {
      row.add_schemes(scheme);
    }
    row.set_employer(kEmployer);
    row.set_reason(reason);
    return row;
  }

  std::string NameOf(int person, const std::string& kind, const std::string& month) {
    const std::string name = service_.Lookup(InsuranceNumber(person)).name();
    return absl::StrCat("retentionCases/", name.substr(name.find('/') + 1), "-", kind, "-", month);
  }

  // "area kind month ended_by" of a case.
  static std::string TextOf(const v1::RetentionCase& each) {
    return absl::StrCat(each.area(), " ", each.kind(), " ", each.month(), " ", each.ended_by());
  }

  v1::ListRetentionCasesResponse List(const v1::ListRetentionCasesRequest& request) {
    return Call<v1::ListRetentionCasesResponse>(&v1::RetentionService::Stub::ListRetentionCases,
                                                request);
  }
  std::vector<std::string> Cases(const std::string& area, const std::string& list,
                                 const std::string& day, int days, int months) {
    v1::ListRetentionCasesRequest request;
    request.set_parent("areas/" + area);
    request.set_list(list);
    request.set_day(day);
    request.set_within_days(days);
    request.set_within_months(months);
    request.set_page_size(1000);
    std::vector<std::string> texts;
    const v1::ListRetentionCasesResponse response = List(request);
    for (const v1::RetentionCase& each : response.retention_cases()) {
      texts.push_back(TextOf(each));
    }
    return texts;
  }
  std::vector<std::string> Ending(const std::string& area, const std::string& day, int days) {
    return Cases(area, "ENDING", day, days, 0);
  }
  std::vector<std::string> Lapsed(const std::string& area, const std::string& day, int months) {
    return Cases(area, "LAPSED", day, 0, months);
  }

  v1::RetentionCase Get(const std::string& name) {
    v1::GetRetentionCaseRequest request;
    request.set_name(name);
    return Call<v1::RetentionCase>(&v1::RetentionService::Stub::GetRetentionCase, request);
  }
  v1::RetentionCase Assign(const std::string& name, const std::string& assignee,
                           const std::string& date) {
    v1::AssignRetentionCaseRequest request;
    request.set_name(name);
    request.set_assignee(assignee);
    request.set_assigned_date(date);
    return Call<v1::RetentionCase>(&v1::RetentionService::Stub::AssignRetentionCase, request);
  }
  static v1::RecordRetentionContactRequest ContactRequest(const std::string& name,
                                                          const std::string& date,
                                                          const std::string& channel,
                                                          const std::string& outcome,
                                                          const std::string& reason) {
    v1::RecordRetentionContactRequest request;
    request.set_name(name);
    request.mutable_contact()->set_contacted_date(date);
    request.mutable_contact()->set_channel(channel);
    request.mutable_contact()->set_outcome(outcome);
    request.mutable_contact()->set_reason(reason);
    return request;
  }
  v1::RetentionCase Contact(const std::string& name, const std::string& date,
                            const std::string& channel, const std::string& outcome,
                            const std::string& reason) {
    return Call<v1::RetentionCase>(&v1::RetentionService::Stub::RecordRetentionContact,
                                   ContactRequest(name, date, channel, outcome, reason));
  }

  // "area list kind cases/assigned/contacted".
  std::vector<std::string> Summary(const v1::SummarizeRetentionRequest& request) {
    const auto response = Call<v1::SummarizeRetentionResponse>(
        &v1::RetentionService::Stub::SummarizeRetention, request);
    std::vector<std::string> texts;
    for (const v1::RetentionAreaSummary& area : response.areas()) {
      for (const v1::RetentionListSummary& list : area.lists()) {
        texts.push_back(absl::StrCat(area.area(), " ", list.list(), " ", list.kind(), " ",
                                     list.case_count(), "/", list.assigned_count(), "/",
                                     list.contacted_count()));
      }
    }
    return texts;
  }

  void Merge(int from, int into) {
    MergeNamed(service_.Lookup(InsuranceNumber(from)).name(),
               service_.Lookup(InsuranceNumber(into)).name());
  }
  void MergeNamed(const std::string& from, const std::string& into) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::MergePersonRequest request;
    request.set_name(from);
    request.set_into_person(into);
    v1::Person person;
    merged_ = request.name();
    EXPECT_EQ(v1::PersonService::NewStub(service_.channel())
                  ->MergePerson(&context, request, &person)
                  .error_message(),
              "");
  }
  // Undoes the last merge.
  void Unmerge() { UnmergeNamed(merged_); }
  void UnmergeNamed(const std::string& name) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::UnmergePersonRequest request;
    request.set_name(name);
    v1::Person person;
    EXPECT_EQ(v1::PersonService::NewStub(service_.channel())
                  ->UnmergePerson(&context, request, &person)
                  .error_message(),
              "");
  }

  std::string ListFault(const v1::ListRetentionCasesRequest& request) {
    v1::ListRetentionCasesResponse response;
    return Fault(&v1::RetentionService::Stub::ListRetentionCases, request, response);
  }
  std::string ContactFault(const std::string& name, const std::string& date,
                           const std::string& channel, const std::string& outcome) {
    v1::RetentionCase response;
    return Fault(&v1::RetentionService::Stub::RecordRetentionContact,
                 ContactRequest(name, date, channel, outcome, ""), response);
  }

  template <typename Response, typename Method, typename Request>
  Response Call(Method method, const Request& request) {
    Response response;
    EXPECT_EQ(Fault(method, request, response), "");
    return response;
  }

  TestService service_{GetParam()};

 private:
  template <typename Method, typename Request, typename Response>
  std::string Fault(Method method, const Request& request, Response& response) {
    grpc::ClientContext context;
    SetDeadline(context);
    const auto stub = v1::RetentionService::NewStub(service_.channel());
    return (stub.get()->*method)(&context, request, &response).error_message();
  }

  int import_ = 0;
  std::string merged_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_TESTS_INTEGRATION_PARTICIPANT_RETENTION_RETENTION_FIXTURE_H_
