// The state of the GIL on a path through a function: what was released and taken since it was
// called, and not undone yet. Plain data; flow.cpp changes it.
#pragma once

#include "headers/variables.h"

#include <clang/AST/Stmt.h>
#include <clang/Basic/SourceLocation.h>

#include <llvm/ADT/SmallVector.h>

#include <string>
#include <tuple>

namespace nogilc::headers {

enum class Status : uint8_t {
  Entry, ///< as it was when the function was called
  Held,
  Released,
};

/// A release or an acquisition that has not been undone.
struct Frame {
  enum class Kind : uint8_t { Release, Ensure };
  Kind kind = Kind::Release;
  Status before = Status::Entry; ///< restored by undoing it
  bool is_scoped = false;        ///< the destructor of `owner` undoes it
  VariablePath handle;           ///< where the thread state or the PyGILState_STATE is kept
  /// The handle is lost when the function ends.
  bool is_local = false;
  const clang::ValueDecl *owner = nullptr; ///< the guard
  clang::SourceRange place;
  const clang::Stmt *statement = nullptr; ///< that made it

  auto key() const { return std::tie(kind, before, is_scoped, handle, is_local, owner, statement); }
  friend bool operator<(const Frame &a, const Frame &b) { return a.key() < b.key(); }
  friend bool operator==(const Frame &a, const Frame &b) { return a.key() == b.key(); }
};

struct GilState {
  Status status = Status::Entry;
  llvm::SmallVector<Frame, 2> frames;
  /// What was undone that the caller had done.
  llvm::SmallVector<Frame::Kind, 1> undone;

  /// The innermost frame of a kind, or null.
  const Frame *innermost(Frame::Kind kind) const {
    for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame)
      if (frame->kind == kind)
        return &*frame;
    return nullptr;
  }

  friend bool operator<(const GilState &a, const GilState &b) {
    return std::tie(a.status, a.frames, a.undone) < std::tie(b.status, b.frames, b.undone);
  }
};

} // namespace nogilc::headers
