using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using ChargePoints;

namespace Simulation.Transfers;

/// <summary>
/// Transfers over the network: http, https and ftp, nothing else, and never the host's own files. A few at a time for all chargers; the
/// others wait their turn.
/// </summary>
public sealed class FileTransfers : ITransfers, IDisposable
{
    private readonly TransferOptions _options;
    private readonly SemaphoreSlim _turns;
    private readonly HttpClient _http;
    private int _pending;

    /// <summary>Transfers within these bounds.</summary>
    public FileTransfers(TransferOptions? options = null)
    {
        _options = options ?? new TransferOptions();
        _turns = new SemaphoreSlim(_options.Concurrency);
        _http = Client(null);
    }

    /// <inheritdoc/>
    public ITransfer Start(TransferJob job, Action<TransferResult> ended)
    {
        var transfer = new Transfer();
        if (Interlocked.Increment(ref _pending) > _options.Concurrency + _options.MaxWaiting)
        {
            Interlocked.Decrement(ref _pending);
            transfer.Dispose();
            ended(new TransferResult { Outcome = TransferOutcome.Failed, Detail = "Too many transfers are waiting." });
            return transfer;
        }
        _ = RunAsync(job, transfer, ended);
        return transfer;
    }

    /// <summary>Closes idle connections. Transfers under way fail.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _turns.Dispose();
    }

    private async Task RunAsync(TransferJob job, Transfer transfer, Action<TransferResult> ended)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _turns.WaitAsync(transfer.Token);
            try
            {
                var result = await CarryAsync(job, transfer.Token);
                if (!transfer.Token.IsCancellationRequested)
                {
                    ended(result);
                }
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // Given up by the charger, or the simulator ends.
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
            transfer.Dispose();
        }
    }

    private async Task<TransferResult> CarryAsync(TransferJob job, CancellationToken cancel)
    {
        using var limits = new TransferLimits(_options, cancel);
        try
        {
            return await MoveAsync(job, limits);
        }
        catch (TransferException failed)
        {
            return Failed(failed);
        }
        catch (OperationCanceledException)
            when (!cancel.IsCancellationRequested && limits.Token.IsCancellationRequested)
        {
            return Failed(limits.TimedOut());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(new(TransferOutcome.Failed, "The server did not accept a connection in time."));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever it is: a charger that is never told waits for good.
            return Failed(new(TransferOutcome.Failed, Words(error)));
        }
    }

    private async Task<TransferResult> MoveAsync(TransferJob job, TransferLimits limits)
    {
        if (!Uri.TryCreate(job.Request.Location, UriKind.Absolute, out var url))
        {
            throw new TransferException(TransferOutcome.BadMessage, "The location is no absolute URL.");
        }
        switch (url.Scheme)
        {
            case "http" or "https" when job.Trust is { } trust:
            {
                // Connections made under one charger's roots must not serve another charger.
                using var roots = new TrustedRoots(trust);
                using var own = Client(roots);
                return await new HttpTransfer(own, limits).RunAsync(url, job);
            }
            case "http" or "https":
                return await new HttpTransfer(_http, limits).RunAsync(url, job);
            case "ftp":
                return await FtpTransfer.RunAsync(url, job, limits);
            default:
                throw new TransferException(
                    TransferOutcome.NotSupported,
                    $"{url.Scheme} is not supported: use http, https or ftp."
                );
        }
    }

    private HttpClient Client(TrustedRoots? trusted)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = _options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 64,
        };
        if (trusted is not null)
        {
            handler.SslOptions = trusted.Options;
        }
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestVersion = HttpVersion.Version11;
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("OcppChargePoint", "1.6"));
        return client;
    }

    private static TransferResult Failed(TransferException failed) =>
        new() { Outcome = failed.Outcome, Detail = failed.Message };

    private static string Words(Exception error) =>
        error switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                "The host name cannot be resolved.",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                $"TLS: {(error.InnerException ?? error).Message}",
            { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } }
            or SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                "The server refuses connections: nothing listens there.",
            _ => error.Message,
        };

    private sealed class Transfer : ITransfer, IDisposable
    {
        private readonly CancellationTokenSource _cancel = new();

        public CancellationToken Token => _cancel.Token;

        public void Cancel()
        {
            try
            {
                _cancel.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has ended already.
            }
        }

        public void Dispose() => _cancel.Dispose();
    }
}
