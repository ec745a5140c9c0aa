// sample.cpp: a module as generated code would write it: functions of every signature, a closure,
// generators. test_sample.py compares each with the Python function of the same text.
#include "nogilc_rt/nogilc_rt.h"

namespace {

bool body(ng::ModuleInfo &module);

enum : int {
  s_a,
  s_b,
  s_c,
  s_d,
  s_e,
  s_k,
  s_m,
  s_args,
  s_kw,
  s_none_given,
  s_one,
  s_default,
  s_positional_only,
  s_keyword_only,
  s_variadic,
  s_everything,
  s_three,
  s_doc,
  s_make_adder,
  s_adder,
  s_adder_qualname,
  s_amount,
  s_two_yields,
  s_handles,
  s_delegates,
  s_iterable,
  s_raises,
  s_error,
  s_late,
  s_it,
  s_caught,
  s_result,
  s_stop,
  s_big,
  s_bytes,
  s_float,
  s_imag,
  s_tuple,
  s_set,
  s_true,
  s_len,
  s_surrogate,
  s_ValueError,
  s_recurse,
  s_n,
  s_constants,
  s_frame_name,
  s_frame_text,
  kConstantCount
};
PyObject *k[kConstantCount];

#define NAME(text) {ng::Const::Name, text, sizeof(text) - 1}
const ng::ConstInit inits[] = {
    NAME("a"),
    NAME("b"),
    NAME("c"),
    NAME("d"),
    NAME("e"),
    NAME("k"),
    NAME("m"),
    NAME("args"),
    NAME("kw"),
    NAME("none_given"),
    NAME("one"),
    NAME("default"),
    NAME("positional_only"),
    NAME("keyword_only"),
    NAME("variadic"),
    NAME("everything"),
    NAME("three"),
    {ng::Const::Str, "What three is.", 14},
    NAME("make_adder"),
    NAME("adder"),
    NAME("make_adder.<locals>.adder"),
    NAME("amount"),
    NAME("two_yields"),
    NAME("handles"),
    NAME("delegates"),
    NAME("iterable"),
    NAME("raises"),
    NAME("error"),
    NAME("late"),
    NAME("it"),
    NAME("caught"),
    NAME("result"),
    NAME("stop"),
    {ng::Const::Int, "-0xffffffffffffffffffffffff", 27},
    {ng::Const::Bytes, "a\0b", 3},
    {ng::Const::Float, "1e300", 5},
    {ng::Const::Imag, "2.5", 3},
    {ng::Const::Tuple, "0,33,34", 7},
    {ng::Const::FrozenSet, "0,1", 3},
    {ng::Const::True},
    {ng::Const::Builtin, "len", 3},
    {ng::Const::Str, "x\xed\xa0\x80", 4},
    {ng::Const::Builtin, "ValueError", 10},
    NAME("recurse"),
    NAME("n"),
    NAME("constants"),
    NAME("frame_name"),
    {ng::Const::Str, "__import__('sys')._getframe().f_globals['__name__']", 51},
};
ng::ModuleInfo module_info = {"sample", "The sample.",  "sample.pyx", inits,
                              k,        kConstantCount, body};
ng::CodeInfo module_code = {&module_info, "<module>", "sample.pyx"};

// ---- signatures: each returns its arguments as a tuple -----------------------------------------

template <int Count> PyObject *tuple_of(PyObject *, PyObject *const *args) {
  return ng::tuple_from_array(args, Count);
}
#define CODE(name) {&module_info, name, "sample.pyx"}
const int p_none[] = {0};
ng::FunctionInfo none_given = {
    CODE("none_given"), tuple_of<0>, 1, s_none_given, s_none_given, -1, p_none, 0, 0, 0, 0};
const int p_one[] = {s_a};
ng::FunctionInfo one = {CODE("one"), tuple_of<1>, 2, s_one, s_one, -1, p_one, 0, 1, 0, 0};
const int p_three[] = {s_a, s_b, s_c};
ng::FunctionInfo three = {CODE("three"), tuple_of<3>, 3, s_three, s_three, s_doc,
                          p_three,       0,           3, 0,       0};
const int p_default[] = {s_a, s_b, s_c};
ng::FunctionInfo default_ = {CODE("default"), tuple_of<3>, 4, s_default, s_default, -1,
                             p_default,       0,           3, 0,         0};
const int p_positional_only[] = {s_a, s_b, s_c, s_d};
ng::FunctionInfo positional_only = {CODE("positional_only"),
                                    tuple_of<4>,
                                    5,
                                    s_positional_only,
                                    s_positional_only,
                                    -1,
                                    p_positional_only,
                                    2,
                                    4,
                                    0,
                                    0};
const int p_keyword_only[] = {s_a, s_k, s_m};
ng::FunctionInfo keyword_only = {CODE("keyword_only"),
                                 tuple_of<3>,
                                 6,
                                 s_keyword_only,
                                 s_keyword_only,
                                 -1,
                                 p_keyword_only,
                                 0,
                                 1,
                                 2,
                                 0};
const int p_variadic[] = {s_a, s_args, s_kw};
ng::FunctionInfo variadic = {CODE("variadic"),
                             tuple_of<3>,
                             7,
                             s_variadic,
                             s_variadic,
                             -1,
                             p_variadic,
                             0,
                             1,
                             0,
                             ng::kVarArgs | ng::kVarKeywords};
const int p_everything[] = {s_a, s_b, s_c, s_d, s_e, s_args, s_kw};
ng::FunctionInfo everything = {CODE("everything"),
                               tuple_of<7>,
                               8,
                               s_everything,
                               s_everything,
                               -1,
                               p_everything,
                               2,
                               3,
                               2,
                               ng::kVarArgs | ng::kVarKeywords};

// def recurse(n): return recurse(n)
PyObject *recurse_body(PyObject *, PyObject *const *args) {
  ng::Ref f(ng::load_global(module_info, k[s_recurse]));
  return f ? ng::call(f, args[0]) : nullptr;
}
const int p_recurse[] = {s_n};
ng::FunctionInfo recurse = {
    CODE("recurse"), recurse_body, 9, s_recurse, s_recurse, -1, p_recurse, 0, 1, 0, 0};

// def raises(error): raise error
PyObject *raises_body(PyObject *, PyObject *const *args) {
  ng::raise_object(args[0]);
  static ng::CodeInfo code = CODE("raises");
  ng::add_traceback(code, 42);
  return nullptr;
}
const int p_raises[] = {s_error};
ng::FunctionInfo raises = {CODE("raises"), raises_body, 41, s_raises, s_raises, -1,
                           p_raises,       0,           1,  0,        0};

// ---- def make_adder(amount): def adder(n): nonlocal amount; amount += n; return amount ----------

struct make_adder_scope : ng::Scope {
  ng::Ref amount;
  long calls;
};

PyObject *adder_body(PyObject *self, PyObject *const *args) {
  auto *scope = ng::as_scope<make_adder_scope>(ng::function_closure(self));
  if (!scope->amount) {
    ng::raise_unbound_free(k[s_amount]);
    return nullptr;
  }
  ng::Ref sum(ng::iadd(scope->amount, args[0]));
  if (!sum)
    return nullptr;
  scope->amount = static_cast<ng::Ref &&>(sum);
  ++scope->calls;
  ng::Ref calls(ng::to_py(scope->calls));
  return calls ? ng::make_tuple(scope->amount, calls) : nullptr;
}
const int p_adder[] = {s_n};
ng::FunctionInfo adder = {
    CODE("adder"), adder_body, 51, s_adder, s_adder_qualname, -1, p_adder, 0, 1, 0, 0};

PyObject *make_adder_body(PyObject *, PyObject *const *args) {
  auto *scope = ng::new_scope<make_adder_scope>(1);
  if (!scope)
    return nullptr;
  ng::Ref keep(scope->as_object());
  scope->amount.assign(args[0]);
  return ng::make_function(adder, keep, nullptr, nullptr, nullptr);
}
const int p_make_adder[] = {s_amount};
ng::FunctionInfo make_adder = {CODE("make_adder"),
                               make_adder_body,
                               50,
                               s_make_adder,
                               s_make_adder,
                               -1,
                               p_make_adder,
                               0,
                               1,
                               0,
                               0};

// ---- generators --------------------------------------------------------------------------------

// def two_yields(a): b = yield a; c = yield b; return c
struct two_yields_scope : ng::Scope {
  ng::Ref a;
};
int two_yields_resume(ng::Generator &gen, PyObject *sent, PyObject **result) {
  auto *s = ng::as_scope<two_yields_scope>(gen.scope);
  switch (gen.label) {
  case 1:
    goto resume_1;
  case 2:
    goto resume_2;
  }
  *result = ng::new_ref(s->a);
  gen.label = 1;
  return ng::kYielded;
resume_1:
  if (!sent)
    goto error;
  *result = ng::new_ref(sent);
  gen.label = 2;
  return ng::kYielded;
resume_2:
  if (!sent)
    goto error;
  *result = ng::new_ref(sent);
  return ng::kReturned;
error:
  ng::add_traceback(module_code, 60);
  return ng::kRaised;
}
extern ng::FunctionInfo two_yields;
PyObject *two_yields_body(PyObject *, PyObject *const *args) {
  auto *scope = ng::new_scope<two_yields_scope>(1);
  if (!scope)
    return nullptr;
  ng::Ref keep(scope->as_object());
  scope->a.assign(args[0]);
  return ng::make_generator(two_yields, two_yields_resume, keep);
}
ng::FunctionInfo two_yields = {
    CODE("two_yields"), two_yields_body, 60, s_two_yields, s_two_yields, -1, p_one, 0, 1, 0,
    ng::kGenerator};

// def handles(it):
//     try: yield "late"
//     except ValueError as error: yield ("caught", error)   # handled while suspended
//     finally: it.append("stop")
//     yield sys.exception()  (through the runtime)
struct handles_scope : ng::Scope {
  ng::Ref it, saved, error, pending;
};
int handles_resume(ng::Generator &gen, PyObject *sent, PyObject **result) {
  auto *s = ng::as_scope<handles_scope>(gen.scope);
  switch (gen.label) {
  case 1:
    goto resume_1;
  case 2:
    goto resume_2;
  case 3:
    goto resume_3;
  }
  *result = ng::new_ref(k[s_late]);
  gen.label = 1;
  return ng::kYielded;
resume_1:
  if (sent)
    goto finally_normal;
  if (!ng::error_matches(k[s_ValueError]))
    goto finally_error;
  ng::enter_except(s->saved, s->error);
  *result = ng::make_tuple(k[s_caught], s->error);
  if (!*result)
    goto leave_error;
  gen.label = 2;
  return ng::kYielded;
resume_2:
  if (!sent)
    goto leave_error;
  ng::leave_except(s->saved);
  s->error.reset();
  goto finally_normal;
leave_error:
  ng::leave_except(s->saved);
  s->error.reset();
finally_error:
  ng::enter_except(s->saved, s->pending);
  if (!ng::append(s->it, k[s_stop]))
    return ng::kRaised;
  ng::leave_except(s->saved);
  ng::reraise_exception(s->pending);
  return ng::kRaised;
finally_normal:
  if (!ng::append(s->it, k[s_stop]))
    return ng::kRaised;
  *result = ng::handled_exception();
  gen.label = 3;
  return ng::kYielded;
resume_3:
  if (!sent)
    return ng::kRaised;
  *result = nullptr;
  return ng::kReturned;
}
extern ng::FunctionInfo handles;
PyObject *handles_body(PyObject *, PyObject *const *args) {
  auto *scope = ng::new_scope<handles_scope>(4);
  if (!scope)
    return nullptr;
  ng::Ref keep(scope->as_object());
  scope->it.assign(args[0]);
  return ng::make_generator(handles, handles_resume, keep);
}
const int p_handles[] = {s_it};
ng::FunctionInfo handles = {
    CODE("handles"), handles_body, 70, s_handles, s_handles, -1, p_handles, 0, 1, 0,
    ng::kGenerator};

// def delegates(iterable):
//     result = yield from iterable
//     yield ("result", result)
//     return result
struct delegates_scope : ng::Scope {
  ng::Ref iterable, result;
};
int delegates_resume(ng::Generator &gen, PyObject *sent, PyObject **result) {
  auto *s = ng::as_scope<delegates_scope>(gen.scope);
  PyObject *self = reinterpret_cast<PyObject *>(&gen);
  int outcome;
  switch (gen.label) {
  case 1:
    goto resume_1;
  case 2:
    goto resume_2;
  }
  if (!ng::yield_from_begin(self, s->iterable))
    return ng::kRaised;
  sent = Py_None;
resume_1:
  outcome = ng::yield_from(self, sent, s->result);
  if (outcome < 0)
    return ng::kRaised;
  if (outcome > 0) {
    *result = s->result.release();
    gen.label = 1;
    return ng::kYielded;
  }
  *result = ng::make_tuple(k[s_result], s->result);
  if (!*result)
    return ng::kRaised;
  gen.label = 2;
  return ng::kYielded;
resume_2:
  if (!sent)
    return ng::kRaised;
  *result = s->result.release();
  return ng::kReturned;
}
extern ng::FunctionInfo delegates;
PyObject *delegates_body(PyObject *, PyObject *const *args) {
  auto *scope = ng::new_scope<delegates_scope>(2);
  if (!scope)
    return nullptr;
  ng::Ref keep(scope->as_object());
  scope->iterable.assign(args[0]);
  return ng::make_generator(delegates, delegates_resume, keep);
}
const int p_delegates[] = {s_iterable};
ng::FunctionInfo delegates = {
    CODE("delegates"), delegates_body, 80, s_delegates, s_delegates, -1, p_delegates, 0, 1, 0,
    ng::kGenerator};

// def late(error): raise error; yield
int late_resume(ng::Generator &gen, PyObject *, PyObject **) {
  ng::raise_object(ng::as_scope<two_yields_scope>(gen.scope)->a);
  return ng::kRaised;
}
extern ng::FunctionInfo late;
PyObject *late_body(PyObject *, PyObject *const *args) {
  auto *scope = ng::new_scope<two_yields_scope>(1);
  if (!scope)
    return nullptr;
  ng::Ref keep(scope->as_object());
  scope->a.assign(args[0]);
  return ng::make_generator(late, late_resume, keep);
}
ng::FunctionInfo late = {CODE("late"), late_body, 90, s_late, s_late,        -1,
                         p_raises,     0,         1,  0,      ng::kGenerator};

// ---- module body -------------------------------------------------------------------------------

bool define(ng::FunctionInfo &info, PyObject *defaults = nullptr,
            PyObject *keyword_defaults = nullptr) {
  ng::Ref function(ng::make_function(info, nullptr, defaults, keyword_defaults, nullptr));
  return function && ng::store_global(module_info, k[info.name], function);
}

bool body(ng::ModuleInfo &) {
  ng::Ref two(ng::to_py(2)), four(ng::to_py(4)), seven(ng::to_py(7));
  ng::Ref defaults(ng::make_tuple(two, four)), one_default(ng::make_tuple(four));
  ng::Ref keywords(ng::make_dict()), all_keywords(ng::make_dict());
  if (!ng::dict_set(keywords, k[s_m], seven) || !ng::dict_set(all_keywords, k[s_e], seven))
    return false;
  ng::Ref constants(ng::make_list());
  for (int i = s_big; i <= s_surrogate; ++i)
    if (!ng::list_append(constants, k[i]))
      return false;
  // What code finds that asks for its caller's module while this module is imported.
  ng::Ref frame_name(PyRun_String(PyUnicode_AsUTF8(k[s_frame_text]), Py_eval_input,
                                  PyEval_GetGlobals(), PyEval_GetGlobals()));
  if (!frame_name || !ng::store_global(module_info, k[s_frame_name], frame_name))
    return false;
  return define(none_given) && define(one) && define(three) && define(default_, defaults) &&
         define(positional_only, one_default) && define(keyword_only, nullptr, keywords) &&
         define(variadic) && define(everything, defaults, all_keywords) && define(recurse) &&
         define(raises) && define(make_adder) && define(two_yields) && define(handles) &&
         define(delegates) && define(late) &&
         ng::store_global(module_info, k[s_constants], constants);
}

} // namespace

PyMODINIT_FUNC PyInit_sample() { return ng::module_init(module_info); }
