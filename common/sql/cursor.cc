#include "common/sql/cursor.h"

namespace baophu::sql {

Cursor::Cursor(soci::session& session, const std::string& query,
               const std::vector<std::string>& parameters, int numbers, int texts)
    : parameters_(parameters),
      numbers_(static_cast<size_t>(numbers), std::vector<long long>(kBatchRows)),
      texts_(static_cast<size_t>(texts), std::vector<std::string>(kBatchRows)),
      statement_(session) {
  for (const std::string& parameter : parameters_) statement_.exchange(soci::use(parameter));
  for (std::vector<long long>& column : numbers_) statement_.exchange(soci::into(column));
  for (std::vector<std::string>& column : texts_) statement_.exchange(soci::into(column));
  statement_.alloc();
  statement_.prepare(query);
  statement_.define_and_bind();
}

bool Cursor::Next() {
  ++at_;
  if (began_ && at_ < row_count_) return true;
  return FetchBatch();
}

bool Cursor::FetchBatch() {
  if (ended_) return false;
  // SOCI shrinks the vectors to what the last fetch found.
  for (std::vector<long long>& column : numbers_) column.resize(kBatchRows);
  for (std::vector<std::string>& column : texts_) column.resize(kBatchRows);
  const bool any = began_ ? statement_.fetch() : (statement_.execute(), statement_.fetch());
  began_ = true;
  row_count_ = !any ? 0 : numbers_.empty() ? texts_[0].size() : numbers_[0].size();
  at_ = 0;
  ended_ = row_count_ < kBatchRows;
  return row_count_ > 0;
}

}  // namespace baophu::sql
