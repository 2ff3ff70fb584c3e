#ifndef BAOPHU_SERVICES_PARTICIPANT_PEOPLE_PERSON_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_PEOPLE_PERSON_SERVICE_H_

#include <baophu/participant/v1/person_service.grpc.pb.h>

#include "common/identifiers/ids.h"
#include "services/participant/context.h"

namespace baophu::participant {

// Serves people, their cover, merges and findings.
class PersonServiceImpl final : public v1::PersonService::CallbackService {
 public:
  explicit PersonServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* GetPerson(grpc::CallbackServerContext* call,
                                      const v1::GetPersonRequest* request,
                                      v1::Person* response) override;
  grpc::ServerUnaryReactor* LookupPerson(grpc::CallbackServerContext* call,
                                         const v1::LookupPersonRequest* request,
                                         v1::Person* response) override;
  grpc::ServerUnaryReactor* ListCoverageSpans(grpc::CallbackServerContext* call,
                                              const v1::ListCoverageSpansRequest* request,
                                              v1::ListCoverageSpansResponse* response) override;
  grpc::ServerUnaryReactor* ListWageSpans(grpc::CallbackServerContext* call,
                                          const v1::ListWageSpansRequest* request,
                                          v1::ListWageSpansResponse* response) override;
  grpc::ServerUnaryReactor* MergePerson(grpc::CallbackServerContext* call,
                                        const v1::MergePersonRequest* request,
                                        v1::Person* response) override;
  grpc::ServerUnaryReactor* UnmergePerson(grpc::CallbackServerContext* call,
                                          const v1::UnmergePersonRequest* request,
                                          v1::Person* response) override;
  grpc::ServerUnaryReactor* ListFindings(grpc::CallbackServerContext* call,
                                         const v1::ListFindingsRequest* request,
                                         v1::ListFindingsResponse* response) override;

 private:
  // Fills in a person as the transaction sees it. NOT_FOUND without it.
  absl::Status Describe(soci::session& session, PersonId id, v1::Person& person) const;
  absl::Status Read(PersonId id, v1::Person& person) const;

  const Context& context_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_PEOPLE_PERSON_SERVICE_H_
