#ifndef BAOPHU_TESTS_UNIT_CLI_SAMPLE_STATEMENT_H_
#define BAOPHU_TESTS_UNIT_CLI_SAMPLE_STATEMENT_H_

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "services/cli/statement/notice.h"

namespace baophu::cli {

inline std::string Golden(const std::string& name) {
  std::ifstream file("tests/unit/cli/golden/" + name);
  EXPECT_TRUE(file.good()) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

// An invented month with a debt, money that bounced and was paid again, a correction,
// a fund that is overpaid, interest in all its steps and a fine.
inline contribution::v1::Statement SampleStatement() {
  contribution::v1::Statement statement;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(Golden("statement.textproto"), &statement));
  return statement;
}

inline Addressee SampleAddressee() {
  Addressee addressee;
  addressee.payer = "employers/91";
  addressee.employer.set_name("employers/91");
  addressee.employer.set_display_name("Công ty TNHH Thử Nghiệm Sông Cấm");
  addressee.employer.set_unit_code("HN00091Z");
  addressee.employer.set_unit_code_2025("0298369359DNC10");
  addressee.employer.set_tax_code("0298369359");
  addressee.employer.set_area("303");
  addressee.area_name = "Phường Máy Tơ";
  addressee.participant_revision = 757;
  return addressee;
}

}  // namespace baophu::cli

#endif  // BAOPHU_TESTS_UNIT_CLI_SAMPLE_STATEMENT_H_
