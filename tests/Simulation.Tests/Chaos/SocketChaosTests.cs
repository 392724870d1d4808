using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using ChargePoints;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Tests.Fleet;
using Simulation.Tests.Transport;
using Simulation.Transport;
using TestKit;

namespace Simulation.Tests.Chaos;

/// <summary>The same faults on real sockets.</summary>
public sealed class SocketChaosTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> _received = new();
    private readonly ConcurrentQueue<WebSocket> _sockets = new();
    private readonly SemaphoreSlim _sending = new(1, 1);

    [Fact]
    public async Task Half_open_leaves_the_socket_up_and_nothing_passes_until_it_is_reset()
    {
        await using var csms = Csms();
        await using var fleet = Fleet();
        var charger = await ConnectedAsync(fleet, csms.Url);
        (await charger.InjectAsync(new HalfOpen { Duration = TimeSpan.Zero })).Refusal.ShouldBeNull();
        var before = _received.Count;

        // It comes back to nothing: were it heard, the charger would answer.
        await SayAsync("[2,\"x\",\"GetLocalListVersion\",{}]");
        (await charger.PostAsync(new PresentTag(1, "TAG1"))).Refusal.ShouldBeNull();
        charger.Link.State.ShouldBe(LinkState.Connected);
        csms.Open.ShouldBe(1);

        (await charger.LiftAllAsync()).ShouldBe(1);
        await UntilAsync(() => charger.Link.State != LinkState.Connected);
        await UntilAsync(() => csms.Accepted == 2 && charger.Link.State == LinkState.Connected);
        _received.Skip(before).ShouldNotContain(frame => frame.StartsWith("[3,\"x\""));
    }

    [Fact]
    public async Task Frames_are_doubled_and_broken_on_the_wire()
    {
        await using var csms = Csms();
        await using var fleet = Fleet();
        var charger = await ConnectedAsync(fleet, csms.Url);
        (await charger.InjectAsync(new Duplicate { Probability = 1 })).Refusal.ShouldBeNull();
        await SayAsync("[2,\"once\",\"GetLocalListVersion\",{}]");
        await UntilAsync(() => _received.Count(frame => frame.StartsWith("[3,\"once\"")) == 4);
        (await charger.LiftAllAsync()).ShouldBe(1);

        (await charger.InjectAsync(new Corrupt { Probability = 1 })).Refusal.ShouldBeNull();
        var before = _received.Count;
        (await charger.PostAsync(new PresentTag(2, "TAG2"))).Refusal.ShouldBeNull();
        await UntilAsync(() => _received.Count > before);
        _received.Skip(before).ShouldAllBe(frame => !frame.EndsWith(']'));
    }

    [Fact]
    public async Task Connections_are_refused_and_made_again_afterwards()
    {
        await using var csms = Csms();
        await using var fleet = Fleet();
        var charger = await ConnectedAsync(fleet, csms.Url);
        var active = (await charger.InjectAsync(new ConnectRefused { Duration = TimeSpan.Zero })).Active!;
        await UntilAsync(() => charger.Link is { State: LinkState.Waiting, Attempts: >= 3 });
        csms.Accepted.ShouldBe(1);
        charger.Link.Detail.ShouldContain("connect-refused");
        (await charger.LiftAsync(active.Id)).ShouldBeTrue();
        await UntilAsync(() => charger.Link.State == LinkState.Connected);
    }

    [Fact]
    public async Task A_tls_handshake_fails_at_both_ends()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new ClimbCsms(server, root);
        var builder = new UriBuilder(csms.Url) { Scheme = "wss" };
        var request = new LinkRequest(
            "CP1",
            new LinkSettings { CsmsUrl = builder.Uri },
            new LinkSecurity { Profile = 2, Roots = [root.RawData] }
        )
        {
            BreaksTls = true,
        };
        var listener = new RecordingListener();
        new WebSocketLinkFactory(() => Links.Start).Open(request, listener);
        (await listener.Closed).ShouldBe("TLS: the handshake failed: an injected tls-failure.");
        listener.Kind.ShouldBe(LinkFailureKind.Tls);
    }

    [Fact]
    public async Task A_muted_link_answers_no_ping()
    {
        var muted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var heard = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.AcceptAsync(stream);
            await muted.Task;
            // A ping, then a text of one character (RFC 6455 §5.2).
            await stream.WriteAsync(new byte[] { 0x89, 0x00, 0x81, 0x01, (byte)'x' });
            using var all = new MemoryStream();
            try
            {
                await stream.CopyToAsync(all);
            }
            catch (IOException)
            {
                // The link ends by a reset.
            }
            heard.TrySetResult(all.ToArray());
        });
        var (link, listener) = Links.Open(csms.Url);
        await listener.Opened;
        link.Mute();
        muted.SetResult();

        (await listener.Frame()).ShouldBe("x");
        link.Send("[]"u8);
        link.Abort("enough");
        (await heard.Task.WaitAsync(Limit)).ShouldBeEmpty();
    }

    private static Simulation.Fleet Fleet() =>
        new(
            new FleetOptions
            {
                Loops = 1,
                Backoff = new BackoffSettings { First = TimeSpan.FromMilliseconds(20) },
            },
            new NullStore()
        );

    private static async Task<SimulatedCharger> ConnectedAsync(Simulation.Fleet fleet, Uri url)
    {
        var charger = fleet.Add(VirtualFleet.Definition("CP1", link: new LinkSettings { CsmsUrl = url }), null);
        charger.Start();
        await UntilAsync(() => charger.Snapshot.Registration == RegistrationStatus.Accepted);
        return charger;
    }

    private LoopbackCsms Csms() =>
        LoopbackCsms.Accepting(
            async (socket, _) =>
            {
                _sockets.Enqueue(socket);
                var buffer = new byte[16 * 1024];
                while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { Count: > 0 } result)
                {
                    var frame = Encoding.UTF8.GetString(buffer, 0, result.Count);
                    _received.Enqueue(frame);
                    if (Reply(frame) is { } reply)
                    {
                        await SendAsync(socket, reply);
                    }
                }
            }
        );

    private Task SayAsync(string frame) => SendAsync(_sockets.Last(), frame);

    private async Task SendAsync(WebSocket socket, string frame)
    {
        // The test and the answers write to one socket.
        await _sending.WaitAsync();
        try
        {
            await socket.SendAsync(
                Encoding.UTF8.GetBytes(frame),
                WebSocketMessageType.Text,
                endOfMessage: true,
                CancellationToken.None
            );
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose() => _sending.Dispose();

    private static string? Reply(string frame)
    {
        if (!frame.StartsWith("[2,", StringComparison.Ordinal) || !frame.EndsWith(']'))
        {
            return null;
        }
        var id = frame.Split('"')[1];
        var answer = frame.Contains("\"BootNotification\"", StringComparison.Ordinal)
            ? "{\"status\":\"Accepted\",\"currentTime\":\"2026-01-01T00:00:00Z\",\"interval\":300}"
            : "{}";
        return $"[3,\"{id}\",{answer}]";
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
