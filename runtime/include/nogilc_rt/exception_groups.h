// exception_groups.h: `except*`: which part of an exception a clause takes, and what is raised when
// the clauses are through. Python has it from 3.11 on; before, the module says so when it gets
// there.
#pragma once

#include "nogilc_rt/exceptions.h"

namespace nogilc_rt {

/// Takes what matches `type` out of `rest` into `match`: an exception group, or None. What is left
/// is None if all of it matches.
bool except_star_split(Ref &rest, PyObject *type, Ref &match);
/// Makes `exception` the handled one and keeps the one before in `saved`, for leave_except().
void handle_exception(Ref &saved, PyObject *exception);
/// Puts the raised exception, that of a clause's body, on the list.
bool except_star_collect(PyObject *raised);
/// Behind the last clause: true if nothing is left of `caught`; else raises what the bodies have
/// raised together with what they raised again and what no clause took.
bool except_star_finish(PyObject *caught, PyObject *raised, PyObject *rest);

} // namespace nogilc_rt
