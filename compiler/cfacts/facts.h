// What the functions of one C or C++ source do about the GIL, as data: made by the program
// nogilc-clang (headers/), which is the only one that knows Clang; read by `nogilc check`, which
// puts the sources of a project together and decides what is wrong (cfacts/link.h). No Clang here.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nogilc::cfacts {

/// A piece of a file, in bytes.
struct Place {
  std::string file;
  uint32_t begin = 0;
  uint32_t end = 0;

  bool isValid() const { return !file.empty(); }
  friend bool operator==(const Place &a, const Place &b) {
    return a.file == b.file && a.begin == b.begin && a.end == b.end;
  }
};

/// The state of the GIL at a place, as far as the function around it knows.
enum class State : uint8_t {
  Entry,    ///< what it was when the function was called
  Released, ///< the function, or one around the region, has released it
  Team,     ///< held by at most one of the threads that run the place (OpenMP)
};

/// Something that is right only while the GIL is held; or may be, if it is a call.
struct Use {
  enum class Kind : uint8_t {
    Needs,    ///< needs the GIL by itself: CPython's API
    Call,     ///< needs it if the callee does
    Argument, ///< passes a function to a callee, which may call it: `callee` calls `argument`
    Callback, ///< calls the function's own parameter number `parameter`
  };
  Kind kind = Kind::Needs;
  State state = State::Entry;
  Place place;
  std::string what;        ///< "`PyList_Append()`", "the destructor of `x`"
  std::string reason;      ///< Needs: why, if there is more to say than that CPython wants it
  std::string callee;      ///< Call, Argument: the key of a function
  std::string argument;    ///< Argument: the key of the function that is passed
  unsigned parameter = 0;  ///< Argument, Callback: which one
  bool is_virtual = false; ///< Call: those that override it may be called, too
  /// Call: of a function object that the function was given. If it is wrong, then where the object
  /// was written.
  bool is_given = false;
  Place region; ///< Released: where it was released; Team: where the threads begin
};

/// What a call of a function does to the state of its caller.
enum class Effect : uint8_t {
  None,
  Releases, ///< the caller is without the GIL afterwards
  Acquires, ///< takes back what was released before
  MayRelease,
  MayAcquire,
  Ensures,    ///< as PyGILState_Ensure
  EndsEnsure, ///< as PyGILState_Release
  MayEnsure,
  MayEndEnsure,
};

struct Function {
  std::string key;  ///< the same in every source that speaks of the function
  std::string name; ///< for people
  Place place;      ///< its name where it is defined
  Effect effect = Effect::None;
  bool is_external = false; ///< other sources can call it
  bool is_own = false;      ///< its source belongs to the project: what is wrong in it is reported
  std::vector<std::string> overrides; ///< keys of the virtual methods that it overrides
  std::vector<Use> uses;
};

/// A function that is called without the GIL by somebody who is no part of the sources.
struct ThreadEntry {
  std::string callee;
  Place place;
  std::string how; ///< "`pthread_create()` starts it"
};

/// What is wrong whatever other functions do.
struct Problem {
  std::string slug;
  Place place;
  std::vector<std::string> arguments;
  struct Remark {
    Place place;
    std::string text;
    bool is_label = false;
  };
  std::vector<Remark> remarks;
};

/// A comment that begins with `nogilc:`, and what it is about.
struct Comment {
  Place place;
  std::string text; ///< behind the colon
  Place covered;    ///< of the statement beside or below it
};

struct Unit {
  std::vector<Function> functions;
  std::vector<ThreadEntry> entries;
  std::vector<Problem> problems;
  std::vector<Comment> comments;
  /// Why Clang could not make sense of the source, or of parts of it; the first few.
  struct ParseError {
    Place place;
    std::string text;
  };
  std::vector<ParseError> parse_errors;
  size_t error_count = 0; ///< of all of them
  size_t line_count = 0;  ///< of the files that belong to the project
};

std::string toJson(const Unit &unit);
llvm::Expected<Unit> fromJson(llvm::StringRef text);

} // namespace nogilc::cfacts
