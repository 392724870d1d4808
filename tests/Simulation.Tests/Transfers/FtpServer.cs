using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Simulation.Tests.Transfers;

/// <summary>A small FTP server on a port of its own: one user, files in memory, passive mode; the test may answer for it.</summary>
internal sealed class FtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private readonly ConcurrentBag<Task> _sessions = [];

    public FtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>Answers for the server: the reply to a command by its verb or in full; null for the usual one.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Bytes of a file after which the server hangs up.</summary>
    public int BreaksAfter { get; set; } = int.MaxValue;

    /// <summary>True: sends the beginning of a file and then nothing.</summary>
    public bool Stalls { get; set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url(string path, string userInfo = "user:secret") =>
        $"ftp://{(userInfo.Length > 0 ? $"{userInfo}@" : "")}127.0.0.1:{Port}{path}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions).WaitAsync(TimeSpan.FromSeconds(60));
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var ending = _end.Token.Register(client.Dispose);
        using (client)
        {
            try
            {
                using var session = new Session(this, client.GetStream());
                await session.RunAsync(_end.Token);
            }
            catch (Exception error)
                when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has left, or the test is over.
            }
        }
    }

    private sealed class Session(FtpServer server, Stream stream) : IDisposable
    {
        private readonly StreamReader _reader = new(stream, Encoding.UTF8);
        private TcpListener? _data;
        private bool _in;

        public void Dispose()
        {
            _reader.Dispose();
            _data?.Dispose();
        }

        public async Task RunAsync(CancellationToken cancel)
        {
            await SayAsync(server.Answer("CONNECT") ?? "220-Welcome\r\n220-to the test\r\n220 Ready");
            while (await _reader.ReadLineAsync(cancel) is { } command)
            {
                server.Commands.Enqueue(command);
                var verb = command.Split(' ')[0];
                if ((server.Answer(command) ?? server.Answer(verb)) is { } reply)
                {
                    await SayAsync(reply);
                }
                else if (verb == "QUIT")
                {
                    await SayAsync("221 Bye");
                    return;
                }
                else
                {
                    await ObeyAsync(verb, command.Length > verb.Length ? command[(verb.Length + 1)..] : "", cancel);
                }
            }
        }

        private Task ObeyAsync(string verb, string argument, CancellationToken cancel)
        {
            switch (verb)
            {
                case "USER":
                    _in = argument == "anonymous";
                    return SayAsync("331 Password");
                case "PASS":
                    _in |= argument == "secret";
                    return SayAsync(_in ? "230 In" : "530 Login incorrect");
                case "TYPE":
                    return SayAsync("200 Binary");
                case "EPSV":
                    return SayAsync($"229 Entering Extended Passive Mode (|||{Listen()}|)");
                case "PASV":
                    var port = Listen();
                    // An address of somebody else: a client that believes it could be sent anywhere.
                    return SayAsync($"227 Entering Passive Mode (192,0,2,1,{port / 256},{port % 256})");
                case "RETR" when !server.Files.ContainsKey(argument):
                    return SayAsync("550 No such file");
                case "RETR":
                    return SendAsync(server.Files[argument], cancel);
                case "STOR":
                    return ReceiveAsync(argument, cancel);
                default:
                    return SayAsync("502 What?");
            }
        }

        private int Listen()
        {
            _data = new TcpListener(IPAddress.Loopback, 0);
            _data.Start();
            return ((IPEndPoint)_data.LocalEndpoint).Port;
        }

        private async Task SendAsync(byte[] file, CancellationToken cancel)
        {
            using var data = await _data!.AcceptTcpClientAsync(cancel);
            _data.Stop();
            await SayAsync("150 Here it comes");
            await data.GetStream().WriteAsync(file.AsMemory(0, Math.Min(file.Length, server.BreaksAfter)), cancel);
            if (server.Stalls)
            {
                await Transferring.UntilLeftAsync(cancel);
            }
            data.Close();
            await SayAsync(file.Length > server.BreaksAfter ? "426 Connection closed; transfer aborted" : "226 Done");
        }

        private async Task ReceiveAsync(string path, CancellationToken cancel)
        {
            using var data = await _data!.AcceptTcpClientAsync(cancel);
            _data.Stop();
            await SayAsync("150 Go on");
            var content = new MemoryStream();
            await data.GetStream().CopyToAsync(content, cancel);
            server.Files[path] = content.ToArray();
            await SayAsync("226 Got it");
        }

        private async Task SayAsync(string reply) => await stream.WriteAsync(Encoding.UTF8.GetBytes($"{reply}\r\n"));
    }
}
