using System.Buffers;
using System.Text;
using System.Threading.Channels;
using ChargePoints;
using Simulation.Transport;

namespace Simulation.Tests.Transport;

/// <summary>Hears a link and lets a test wait for what it hears.</summary>
internal sealed class RecordingListener(bool takesFrames = true) : ILinkListener
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<ILink> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _frames = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _ignored = Channel.CreateUnbounded<string>();
    private int _arrived;

    public Task<ILink> Opened => _opened.Task.WaitAsync(Limit);

    public Task<string> Closed => _closed.Task.WaitAsync(Limit);

    public Task<string> Frame() => _frames.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    public Task<string> Ignored() => _ignored.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    public int Arrived => Volatile.Read(ref _arrived);

    void ILinkListener.Opened(ILink link) => _opened.TrySetResult(link);

    void ILinkListener.FrameArrived(ILink link, byte[] rented, int length)
    {
        Interlocked.Increment(ref _arrived);
        _frames.Writer.TryWrite(Encoding.UTF8.GetString(rented, 0, length));
        ArrayPool<byte>.Shared.Return(rented);
        if (takesFrames)
        {
            ((ILinkFlow)link).Delivered();
        }
    }

    void ILinkListener.Ignored(ILink link, string detail) => _ignored.Writer.TryWrite(detail);

    public LinkFailureKind Kind { get; private set; }

    void ILinkListener.Closed(ILink link, string reason, LinkFailureKind kind)
    {
        Kind = kind;
        _closed.TrySetResult(reason);
    }
}
