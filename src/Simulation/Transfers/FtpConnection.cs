using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChargePoints;

namespace Simulation.Transfers;

/// <summary>
/// The control connection of FTP (RFC 959 §4). Strict and bounded: a reply that is not one ends it. Data connections go to the host of
/// the control connection, whatever address the server names.
/// </summary>
internal sealed class FtpConnection : IAsyncDisposable
{
    private const int MaxLineBytes = 4096;
    private const int MaxReplyLines = 100;

    private readonly NetworkStream _stream;
    private readonly TransferLimits _limits;
    private readonly byte[] _buffer = new byte[MaxLineBytes];
    private int _start;
    private int _end;

    private FtpConnection(NetworkStream stream, TransferLimits limits) => (_stream, _limits) = (stream, limits);

    /// <summary>Connects and reads the greeting.</summary>
    public static async Task<FtpConnection> OpenAsync(string host, int port, TransferLimits limits)
    {
        var connection = new FtpConnection(await ConnectAsync(new DnsEndPoint(host, port), limits), limits);
        try
        {
            await connection.ExpectAsync(220);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task LoginAsync(string name, string password)
    {
        var reply = await CommandAsync($"USER {name}");
        if (reply.Code == 331)
        {
            reply = await CommandAsync($"PASS {password}");
        }
        if (reply.Code is not (230 or 202))
        {
            throw Refused("the login", reply, TransferOutcome.PermissionDenied);
        }
        reply = await CommandAsync("TYPE I");
        if (reply.Code != 200)
        {
            throw Refused("binary files", reply, TransferOutcome.NotSupported);
        }
    }

    /// <summary>Opens a data connection and begins the transfer of a file over it.</summary>
    public async Task<Stream> OpenDataAsync(string command)
    {
        var address = ((IPEndPoint)_stream.Socket.RemoteEndPoint!).Address;
        var data = await ConnectAsync(new IPEndPoint(address, await PassivePortAsync()), _limits);
        try
        {
            var reply = await CommandAsync(command);
            return reply.Code is 125 or 150
                ? data
                : throw Refused($"'{command}'", reply, OutcomeOf(command, reply.Code));
        }
        catch
        {
            await data.DisposeAsync();
            throw;
        }
    }

    /// <summary>The data connection is closed: the server says whether it has all, or had all to give.</summary>
    public async Task CompleteAsync()
    {
        var reply = await ReadReplyAsync();
        if (reply.Code is not (226 or 250))
        {
            throw Refused("to complete the transfer", reply, TransferOutcome.Failed);
        }
    }

    /// <summary>Takes leave; the answer does not matter any more.</summary>
    public async Task QuitAsync()
    {
        try
        {
            await SendAsync("QUIT");
        }
        catch (IOException)
        {
            // The server has left first.
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<NetworkStream> ConnectAsync(EndPoint endPoint, TransferLimits limits)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var connecting = CancellationTokenSource.CreateLinkedTokenSource(limits.Token);
            connecting.CancelAfter(limits.Options.ConnectTimeout);
            await socket.ConnectAsync(endPoint, connecting.Token);
            limits.Moved();
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // EPSV (RFC 2428) works with IPv6 as well; PASV is for servers that do not know it.
    private async Task<int> PassivePortAsync()
    {
        var reply = await CommandAsync("EPSV");
        if (reply.Code == 229)
        {
            return ExtendedPort(reply.Text) ?? throw Malformed(reply);
        }
        if (reply.Code < 500)
        {
            throw Refused("passive mode", reply, TransferOutcome.Failed);
        }
        reply = await CommandAsync("PASV");
        return reply.Code == 227
            ? PassivePort(reply.Text) ?? throw Malformed(reply)
            : throw Refused("passive mode", reply, TransferOutcome.NotSupported);
    }

    // (|||port|) with any delimiter.
    private static int? ExtendedPort(string text)
    {
        var parts = Inner(text) is { Length: > 5 } inner ? inner.Split(inner[0]) : [];
        return parts is ["", "", "", var port, ""] ? Port(port) : null;
    }

    // (h1,h2,h3,h4,p1,p2)
    private static int? PassivePort(string text) =>
        Inner(text)?.Split(',') is [_, _, _, _, var high, var low]
        && byte.TryParse(high, NumberStyles.None, null, out var p1)
        && byte.TryParse(low, NumberStyles.None, null, out var p2)
            ? Port($"{(p1 * 256) + p2}")
            : null;

    private static int? Port(string text) =>
        ushort.TryParse(text, NumberStyles.None, null, out var port) && port > 0 ? port : null;

    private static string? Inner(string text)
    {
        var (open, close) = (text.LastIndexOf('('), text.LastIndexOf(')'));
        return open >= 0 && close > open ? text[(open + 1)..close] : null;
    }

    private async Task<Reply> CommandAsync(string command)
    {
        await SendAsync(command);
        return await ReadReplyAsync();
    }

    private async Task SendAsync(string command)
    {
        // What a URL holds must not become a second command.
        if (command.Any(char.IsControl))
        {
            throw new TransferException(TransferOutcome.BadMessage, "The URL has control characters in it.");
        }
        await _stream.WriteAsync(Encoding.UTF8.GetBytes($"{command}\r\n"), _limits.Token);
        _limits.Moved();
    }

    private async Task ExpectAsync(int code)
    {
        var reply = await ReadReplyAsync();
        if (reply.Code != code)
        {
            throw Refused("the connection", reply, TransferOutcome.Failed);
        }
    }

    // One line, or several from "123-" to "123 " (RFC 959 §4.2).
    private async Task<Reply> ReadReplyAsync()
    {
        var first = await ReadLineAsync();
        if (
            first.Length < 3
            || !int.TryParse(first.AsSpan(0, 3), NumberStyles.None, null, out var code)
            || code is < 100 or > 599
        )
        {
            throw Malformed(new Reply(0, first));
        }
        if (first.Length > 3 && first[3] == '-')
        {
            var end = $"{first[..3]} ";
            var lines = 1;
            while (!(await ReadLineAsync()).StartsWith(end, StringComparison.Ordinal))
            {
                if (++lines > MaxReplyLines)
                {
                    throw Malformed(new Reply(code, "a reply without end"));
                }
            }
        }
        return new Reply(code, first);
    }

    private async Task<string> ReadLineAsync()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length)
            {
                throw Malformed(new Reply(0, "a line without end"));
            }
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), _limits.Token);
            if (count == 0)
            {
                throw new TransferException(TransferOutcome.Failed, "The FTP server hung up.");
            }
            _limits.Moved();
            _end += count;
        }
    }

    private static TransferOutcome OutcomeOf(string command, int code) =>
        code switch
        {
            530 or 532 => TransferOutcome.PermissionDenied,
            550 or 553 when command.StartsWith("STOR", StringComparison.Ordinal) => TransferOutcome.PermissionDenied,
            501 or 503 => TransferOutcome.BadMessage,
            500 or 502 or 504 => TransferOutcome.NotSupported,
            _ => TransferOutcome.Failed,
        };

    private static TransferException Refused(string what, Reply reply, TransferOutcome outcome) =>
        new(outcome, $"The FTP server refuses {what}: {reply.Text}");

    private static TransferException Malformed(Reply reply) =>
        new(TransferOutcome.Failed, $"The FTP server's reply makes no sense: {reply.Text}");

    private readonly record struct Reply(int Code, string Text);
}
