using System.Globalization;

namespace Simulation.Scenarios.Written;

/// <summary>
/// Reads what stands between <c>${</c> and <c>}</c>: numbers, texts in single quotes, names, calls of functions, arithmetic,
/// comparison, <c>and or not</c> and <c>a ? b : c</c>.
/// </summary>
internal sealed class ExpressionReader
{
    private const int MaxDepth = 40;

    private readonly string _text;
    private readonly Place _at;
    private readonly Func<string, bool> _known;
    private readonly Func<string, string> _suggest;
    private int _position;
    private int _depth;

    private ExpressionReader(string text, Place at, Func<string, bool> known, Func<string, string> suggest)
    {
        (_text, _at, _known, _suggest) = (text, at, known, suggest);
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="BadExpressionException">It is none.</exception>
    public static Expression Read(string text, Place at, Func<string, bool> known, Func<string, string> suggest)
    {
        var reader = new ExpressionReader(text, at, known, suggest);
        var whole = reader.Choice();
        reader.Space();
        return reader._position == text.Length
            ? whole
            : throw reader.Bad($"'{text[reader._position..]}' does not belong here");
    }

    private Expression Choice()
    {
        if (++_depth > MaxDepth)
        {
            throw Bad("it is nested too deep");
        }
        var test = Or();
        if (Take("?"))
        {
            var yes = Choice();
            Expect(":");
            var no = Choice();
            test = Make([test, yes, no], (track, it) => Bool(it[0].Get(track)) ? it[1].Get(track) : it[2].Get(track));
        }
        _depth--;
        return test;
    }

    private Expression Or()
    {
        var left = And();
        while (TakeWord("or"))
        {
            left = Make([left, And()], (track, it) => Bool(it[0].Get(track)) || Bool(it[1].Get(track)));
        }
        return left;
    }

    private Expression And()
    {
        var left = Comparison();
        while (TakeWord("and"))
        {
            left = Make([left, Comparison()], (track, it) => Bool(it[0].Get(track)) && Bool(it[1].Get(track)));
        }
        return left;
    }

    private Expression Comparison()
    {
        var left = Sum();
        foreach (var sign in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">"])
        {
            if (Take(sign))
            {
                return Make([left, Sum()], (track, it) => Compare(sign, it[0].Get(track), it[1].Get(track)));
            }
        }
        return left;
    }

    private Expression Sum()
    {
        var left = Product();
        while (true)
        {
            if (Take("+"))
            {
                left = Make([left, Product()], (track, it) => Number(it[0].Get(track)) + Number(it[1].Get(track)));
            }
            else if (Take("-"))
            {
                left = Make([left, Product()], (track, it) => Number(it[0].Get(track)) - Number(it[1].Get(track)));
            }
            else
            {
                return left;
            }
        }
    }

    private Expression Product()
    {
        var left = Factor();
        while (true)
        {
            if (Take("*"))
            {
                left = Make([left, Factor()], (track, it) => Number(it[0].Get(track)) * Number(it[1].Get(track)));
            }
            else if (Take("/"))
            {
                left = Make([left, Factor()], (track, it) => Number(it[0].Get(track)) / Divisor(it[1].Get(track)));
            }
            else if (Take("%"))
            {
                left = Make([left, Factor()], (track, it) => Number(it[0].Get(track)) % Divisor(it[1].Get(track)));
            }
            else
            {
                return left;
            }
        }
    }

    private Expression Factor()
    {
        if (++_depth > MaxDepth)
        {
            throw Bad("it is nested too deep");
        }
        var factor =
            Take("-") ? Make([Factor()], (track, it) => -Number(it[0].Get(track)))
            : TakeWord("not") ? Make([Factor()], (track, it) => !Bool(it[0].Get(track)))
            : Atom();
        _depth--;
        return factor;
    }

    private Expression Atom()
    {
        Space();
        if (Take("("))
        {
            var inner = Choice();
            Expect(")");
            return inner;
        }
        if (_position < _text.Length && _text[_position] == '\'')
        {
            return TextAtom();
        }
        if (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            return NumberAtom();
        }
        var start = _position;
        var name = Word();
        if (name.Length == 0)
        {
            throw Bad(
                _position == _text.Length
                    ? "something is missing at its end"
                    : $"'{_text[_position]}' does not belong here"
            );
        }
        if (name is "true" or "false")
        {
            return Expression.Of(_at, name == "true");
        }
        if (Take("("))
        {
            return Call(name, start);
        }
        return _known(name)
            ? new Expression(_at, track => track.Value(name, _at), Constant: false)
            : throw new BadExpressionException(start, $"there is no '{name}' here{_suggest(name)}");
    }

    private Expression TextAtom()
    {
        var end = _text.IndexOf('\'', _position + 1);
        if (end < 0)
        {
            throw Bad("a text has no closing quote (')");
        }
        var text = _text[(_position + 1)..end];
        _position = end + 1;
        return Expression.Of(_at, text);
    }

    private Expression NumberAtom()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] == '.'))
        {
            _position++;
        }
        return double.TryParse(
            _text[start.._position],
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? Expression.Of(_at, number)
            : throw new BadExpressionException(start, $"'{_text[start.._position]}' is no number");
    }

    private Expression Call(string name, int start)
    {
        var given = new List<Expression>();
        if (!Take(")"))
        {
            do
            {
                given.Add(Choice());
            } while (Take(","));
            Expect(")");
        }
        if (!Functions.All.TryGetValue(name, out var function))
        {
            throw new BadExpressionException(
                start,
                $"there is no function '{name}'; there are {string.Join(", ", Functions.All.Keys)}"
            );
        }
        if (given.Count < function.Least || given.Count > function.Most)
        {
            throw new BadExpressionException(start, $"{function.Usage} has other arguments than these {given.Count}");
        }
        Expression[] arguments = [.. given];
        var at = _at;
        object Get(Track track)
        {
            var values = Array.ConvertAll(arguments, it => it.Get(track));
            return function.Get(new FunctionCall(track, values, at));
        }
        return function.Draws || !arguments.All(it => it.Constant) ? new(at, Get, Constant: false) : Folded(Get);
    }

    private Expression Make(Expression[] parts, Func<Track, Expression[], object> get)
    {
        object Get(Track track) => get(track, parts);
        return parts.All(it => it.Constant) ? Folded(Get) : new Expression(_at, Get, Constant: false);
    }

    private Expression Folded(Func<Track, object> get)
    {
        try
        {
            return Expression.Of(_at, get(null!));
        }
        catch (ScenarioFaultException bad)
        {
            throw Bad(bad.Message[(bad.Message.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        }
    }

    private bool Bool(object value) =>
        value as bool? ?? throw new ScenarioFaultException(_at, $"'{Expression.Text(value)}' must be true or false");

    private double Number(object value) => Functions.Number(value, _at);

    private double Divisor(object value) =>
        Number(value) is var number && number != 0
            ? number
            : throw new ScenarioFaultException(_at, "it divides by zero");

    private bool Compare(string sign, object left, object right)
    {
        if (sign is "==" or "!=")
        {
            return left.Equals(right) == (sign == "==");
        }
        var (a, b) = (Number(left), Number(right));
        return sign switch
        {
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            _ => a >= b,
        };
    }

    private void Space()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private bool Take(string sign)
    {
        Space();
        if (!_text.AsSpan(_position).StartsWith(sign, StringComparison.Ordinal))
        {
            return false;
        }
        _position += sign.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        var before = _position;
        if (Word() == word)
        {
            return true;
        }
        _position = before;
        return false;
    }

    private string Word()
    {
        Space();
        var start = _position;
        while (
            _position < _text.Length
            && (
                char.IsAsciiLetter(_text[_position])
                || (_position > start && (char.IsAsciiDigit(_text[_position]) || _text[_position] is '.' or '_'))
            )
        )
        {
            _position++;
        }
        return _text[start.._position];
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw Bad($"'{sign}' is missing");
        }
    }

    private BadExpressionException Bad(string message) => new(_position, message);
}
