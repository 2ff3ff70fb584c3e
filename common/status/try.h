#ifndef BAOPHU_COMMON_STATUS_TRY_H_
#define BAOPHU_COMMON_STATUS_TRY_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Debian's Abseil is older than its status macros. These two return early from
// a function that returns absl::Status or absl::StatusOr.
//
//   BAOPHU_TRY(store.Write(rows));
//   BAOPHU_ASSIGN(const Month month, Month::Parse(text));

#define BAOPHU_TRY(expression)                                  \
  do {                                                          \
    if (absl::Status try_status = (expression); !try_status.ok()) return try_status; \
  } while (false)

#define BAOPHU_CONCAT_INNER(a, b) a##b
#define BAOPHU_CONCAT(a, b) BAOPHU_CONCAT_INNER(a, b)
#define BAOPHU_ASSIGN(declaration, expression) \
  BAOPHU_ASSIGN_INNER(BAOPHU_CONCAT(try_result_, __LINE__), declaration, expression)
#define BAOPHU_ASSIGN_INNER(result, declaration, expression) \
  auto result = (expression);                                \
  if (!result.ok()) return result.status();                  \
  declaration = *std::move(result)

#endif  // BAOPHU_COMMON_STATUS_TRY_H_
