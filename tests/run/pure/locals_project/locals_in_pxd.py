

def half(x):
    return x / 2


def truth(x=5):
    return x


def call():
    return half(1), truth()
