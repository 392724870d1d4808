using System.Runtime.CompilerServices;
using System.Text.Json;
using Server.Api;

namespace Server.Import;

/// <summary>The items of a JSON file, an array, one by one: no more of it is in memory than the item that is being read.</summary>
internal sealed class JsonItems(Stream file, ImportSchema schema)
{
    private const int LargestItem = 1024 * 1024;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _complete;
    private bool _opened;
    private bool _closed;
    private JsonReaderState _state;
    private int _line = 1;
    private int _index;
    private long _position;

    private enum Step
    {
        Item,
        Again,
        More,
        End,
    }

    /// <param name="position">Told how many bytes are read, item by item.</param>
    /// <param name="aborted">The reader has gone.</param>
    /// <exception cref="UnreadableFileException">It cannot be read on.</exception>
    public async IAsyncEnumerable<FileItem> ReadAsync(
        Action<long> position,
        [EnumeratorCancellation] CancellationToken aborted
    )
    {
        while (true)
        {
            switch (TryNext(out var item))
            {
                case Step.Item:
                    position(_position);
                    yield return item!.Read();
                    break;
                case Step.More:
                    await FillAsync(aborted);
                    break;
                case Step.End:
                    yield break;
            }
        }
    }

    private Step TryNext(out JsonFileItem? item)
    {
        item = null;
        var text = _buffer.AsSpan(_start, _end - _start);
        var reader = new Utf8JsonReader(text, _complete, _state);
        try
        {
            if (!reader.Read())
            {
                Take(ref reader, text);
                return _complete ? Step.End : Step.More;
            }

            if (!_opened)
            {
                Open(ref reader, text);
                return Step.Again;
            }

            var begin = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                _closed = true;
                Take(ref reader, text);
                return Step.Again;
            }

            if (!reader.TrySkip())
            {
                return Step.More;
            }

            var line = _line + text[..begin].Count((byte)'\n');
            item = new JsonFileItem(text[begin..(int)reader.BytesConsumed].ToArray(), _index++, schema) { Line = line };
            Take(ref reader, text);
            return Step.Item;
        }
        catch (JsonException error)
        {
            throw Unreadable(error, text);
        }
    }

    private void Open(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var kind = reader.TokenType switch
            {
                JsonTokenType.StartObject => "an object",
                JsonTokenType.String => "a string",
                JsonTokenType.Number => "a number",
                JsonTokenType.Null => "null",
                _ => "true or false",
            };
            throw new UnreadableFileException(
                _line + text[..(int)reader.TokenStartIndex].Count((byte)'\n'),
                $"The file must be an array of {schema.Plural}, not {kind}."
            );
        }

        _opened = true;
        Take(ref reader, text);
    }

    private UnreadableFileException Unreadable(JsonException error, ReadOnlySpan<byte> text)
    {
        if (_complete && !_opened && text.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return new(1, $"The file is empty: it must be an array of {schema.Plural}.");
        }

        var line = (int)(error.LineNumber ?? 0) + 1;
        return _closed
            ? new(line, $"There is something left over after the end of the array: {JsonBody.Misspelt(error)}.")
            : new(line, $"The file is not JSON: {JsonBody.Misspelt(error)}.");
    }

    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var consumed = (int)reader.BytesConsumed;
        _line += text[..consumed].Count((byte)'\n');
        _start += consumed;
        _position += consumed;
        _state = reader.CurrentState;
    }

    private async ValueTask FillAsync(CancellationToken aborted)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_end >= LargestItem)
            {
                var before = _buffer.AsSpan().IndexOfAnyExcept(" \t\r\n,"u8);
                throw new UnreadableFileException(
                    _line + _buffer.AsSpan(0, Math.Max(0, before)).Count((byte)'\n'),
                    $"The {schema.Noun} that begins here is larger than {LargestItem / 1024} KB: something in it is probably not closed."
                );
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await file.ReadAsync(_buffer.AsMemory(_end), aborted);
        _end += read;
        _complete = read == 0;
    }
}
