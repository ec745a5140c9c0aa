# `except*`: what may not leave a clause, and what must stand behind it.


def leaves():
    for i in range(3):
        try:
            leaves()
        except* ValueError:
            break  # error: [syntax-error] "`break` cannot leave an `except*` clause"
        except* TypeError:
            for j in range(3):
                if j:
                    continue
                break
        except* OSError:
            continue  # error: [syntax-error] "`continue` cannot leave an `except*` clause"
        except* KeyError:
            return  # error: [syntax-error] "`return` cannot leave an `except*` clause"
        except* IndexError:

            def inner():
                return 1
