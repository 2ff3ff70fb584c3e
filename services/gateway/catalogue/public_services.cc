#include "services/gateway/catalogue/public_services.h"

#include <google/protobuf/descriptor.h>

#include "baophu/contribution/v1/account_service.pb.h"
#include "baophu/contribution/v1/arrangement_service.pb.h"
#include "baophu/contribution/v1/arrears_service.pb.h"
#include "baophu/contribution/v1/assessment_service.pb.h"
#include "baophu/contribution/v1/change_service.pb.h"
#include "baophu/contribution/v1/collection_service.pb.h"
#include "baophu/contribution/v1/dialogue_service.pb.h"
#include "baophu/contribution/v1/import_service.pb.h"
#include "baophu/contribution/v1/ledger_service.pb.h"
#include "baophu/contribution/v1/network_service.pb.h"
#include "baophu/contribution/v1/receipt_book_service.pb.h"
#include "baophu/contribution/v1/refund_service.pb.h"
#include "baophu/contribution/v1/rule_service.pb.h"
#include "baophu/contribution/v1/scorecard_service.pb.h"
#include "baophu/contribution/v1/self_payment_service.pb.h"
#include "baophu/contribution/v1/suspense_service.pb.h"
#include "baophu/participant/v1/area_service.pb.h"
#include "baophu/participant/v1/change_service.pb.h"
#include "baophu/participant/v1/coverage_flow_service.pb.h"
#include "baophu/participant/v1/coverage_service.pb.h"
#include "baophu/participant/v1/employer_service.pb.h"
#include "baophu/participant/v1/import_service.pb.h"
#include "baophu/participant/v1/person_service.pb.h"
#include "baophu/participant/v1/retention_service.pb.h"
#include "baophu/target/v1/change_service.pb.h"
#include "baophu/target/v1/closing_service.pb.h"
#include "baophu/target/v1/coverage_report_service.pb.h"
#include "baophu/target/v1/coverage_table_service.pb.h"
#include "baophu/target/v1/figure_check_service.pb.h"
#include "baophu/target/v1/forecast_service.pb.h"
#include "baophu/target/v1/import_service.pb.h"
#include "baophu/target/v1/indicator_service.pb.h"
#include "baophu/target/v1/milestone_service.pb.h"
#include "baophu/target/v1/pace_service.pb.h"
#include "baophu/target/v1/period_report_service.pb.h"
#include "baophu/target/v1/plan_service.pb.h"
#include "baophu/target/v1/programme_report_service.pb.h"
#include "baophu/target/v1/programme_service.pb.h"

namespace baophu::gateway {

std::vector<const google::protobuf::ServiceDescriptor*> PublicServices() {
  // One message of each file: a linker drops generated files from a static
  // library unless something of them is used, and their services with them.
  const google::protobuf::Descriptor* const one_of_each_file[] = {
      contribution::v1::Account::descriptor(),
      contribution::v1::Arrangement::descriptor(),
      contribution::v1::Ageing::descriptor(),
      contribution::v1::EmployerAssessment::descriptor(),
      contribution::v1::FeedState::descriptor(),
      contribution::v1::Letter::descriptor(),
      contribution::v1::DialogueTotals::descriptor(),
      contribution::v1::ImportRowsRequest::descriptor(),
      contribution::v1::VerifyLedgerRequest::descriptor(),
      contribution::v1::Collector::descriptor(),
      contribution::v1::ReceiptBook::descriptor(),
      contribution::v1::Refund::descriptor(),
      contribution::v1::Rule::descriptor(),
      contribution::v1::Scorecard::descriptor(),
      contribution::v1::HouseholdPremiumLine::descriptor(),
      contribution::v1::SuspenseItem::descriptor(),
      participant::v1::Area::descriptor(),
      participant::v1::FeedState::descriptor(),
      participant::v1::CoverageFlow::descriptor(),
      participant::v1::RecountRequest::descriptor(),
      participant::v1::Employer::descriptor(),
      participant::v1::ImportRowsRequest::descriptor(),
      participant::v1::Person::descriptor(),
      participant::v1::RetentionCase::descriptor(),
      target::v1::FeedState::descriptor(),
      target::v1::Closing::descriptor(),
      target::v1::CoverageReport::descriptor(),
      target::v1::CoverageTable::descriptor(),
      target::v1::CheckFiguresRequest::descriptor(),
      target::v1::Forecast::descriptor(),
      target::v1::ImportRowsRequest::descriptor(),
      target::v1::Indicator::descriptor(),
      target::v1::Milestones::descriptor(),
      target::v1::Pace::descriptor(),
      target::v1::PeriodReport::descriptor(),
      target::v1::Plan::descriptor(),
      target::v1::ProgrammeTotals::descriptor(),
      target::v1::Programme::descriptor(),
  };
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const google::protobuf::Descriptor* message : one_of_each_file) {
    const google::protobuf::FileDescriptor* file = message->file();
    for (int i = 0; i < file->service_count(); ++i) services.push_back(file->service(i));
  }
  return services;
}

}  // namespace baophu::gateway
