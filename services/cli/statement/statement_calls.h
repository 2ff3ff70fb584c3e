#ifndef BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_CALLS_H_
#define BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_CALLS_H_

#include <baophu/contribution/v1/account_service.pb.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/cli/statement/notice.h"
#include "services/cli/statement/payer_reference.h"

namespace baophu::cli {

// The calls behind a statement, all made before one deadline.
class StatementCalls {
 public:
  StatementCalls(const std::string& server, std::chrono::seconds timeout);

  // The payer's name. NOT_FOUND when no employer has the code, FAILED_PRECONDITION
  // naming the units when several share it.
  absl::StatusOr<std::string> NameOf(const PayerReference& payer) const;

  absl::StatusOr<contribution::v1::Statement> Statement(const std::string& payer, Month month,
                                                        const std::string& as_known) const;

  // Who the payer is. NOT_FOUND when participant has no such employer or person.
  absl::StatusOr<Addressee> WhoIs(const std::string& payer) const;

  // Adds the name of the statement's area, and whether the data is a scaled sample's.
  // The latter is asked of target, without which the rest is still right: then a line
  // on standard error tells so.
  absl::Status AddArea(const std::string& area, Month month, Addressee& addressee) const;

 private:
  void Prepare(grpc::ClientContext& context) const { context.set_deadline(deadline_); }
  absl::Status SharedCode(const std::string& code) const;

  const std::shared_ptr<grpc::Channel> channel_;
  const std::chrono::system_clock::time_point deadline_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_CALLS_H_
